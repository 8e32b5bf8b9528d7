import Diagnostics

extension YAMLTree: ExpressibleByDictionaryLiteral {
  /// A `nil` value drops its key; for YAML's null write `.null`.
  package init(dictionaryLiteral elements: (String, YAMLTree?)...) {
    var entries: [Entry] = []
    entries.reserveCapacity(elements.count)
    for case (let key, let value?) in elements { entries.append(Entry(key, value)) }
    self.init(.mapping(entries))
  }
}

extension YAMLTree: ExpressibleByArrayLiteral {
  /// A `nil` item is left out.
  package init(arrayLiteral elements: YAMLTree?...) {
    self.init(.sequence(elements.compactMap { $0 }))
  }
}

extension YAMLTree: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self.init(.text(value)) }
  package init(integerLiteral value: Int) { self.init(.integer(value)) }
  package init(booleanLiteral value: Bool) { self.init(.boolean(value)) }
}
