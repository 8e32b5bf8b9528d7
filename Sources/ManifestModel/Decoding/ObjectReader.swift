internal import Diagnostics
internal import YAMLReading

/// The keys of one mapping, each read with the type that the language gives it.
///
/// A value of the wrong form counts as not written: the validator has reported it. Short forms are
/// expanded here: a scalar in the mapping's place is the value of the object's short key.
struct ObjectReader {
  let range: SourceRange
  private let entries: [YAMLEntry]
  let shape: ObjectShape

  /// - Parameter range: the place that stands for the whole, where it is not the mapping's own.
  init(_ node: YAMLNode, as shape: ObjectShape, at range: SourceRange? = nil) {
    self.shape = shape
    self.range = range ?? node.range
    if let key = shape.shortKey(for: node.kind) {
      entries = [YAMLEntry(key: Located(key, at: node.range), value: node)]
    } else {
      entries = node.entries ?? []
    }
  }

  /// The entry of a key that has a value.
  func entry(_ key: String) -> YAMLEntry? {
    assert(shape.key(key) != nil, "\(shape.name) has no key \(key)")
    guard let entry = entries.first(where: { $0.key.value == key }), !entry.value.isNull else {
      return nil
    }
    return entry
  }

  /// Keys that the language does not have.
  var unknownNames: [String] {
    entries.map(\.key.value).filter { shape.key($0) == nil }
  }

  func node(_ key: String) -> YAMLNode? { entry(key)?.value }

  /// The mapping under a key, its keys read by the shape that the language gives it.
  func object(_ key: String) -> ObjectReader? {
    guard let entry = entry(key), let object = shape.key(key)?.shape.object else { return nil }
    return ObjectReader(entry.value, as: object, at: entry.opening)
  }

  /// The entries of a map of free names, those without a value left out.
  func entries(_ key: String) -> [YAMLEntry] {
    node(key)?.entries?.filter { !$0.value.isNull } ?? []
  }

  /// The entries of a map of free names; one without a value has none of its keys.
  func names(_ key: String) -> [YAMLEntry] { node(key)?.entries ?? [] }

  func text(_ key: String) -> Located<String>? { node(key)?.locatedText }

  /// A text that is used as it is, whatever `$` it holds: nginx's.
  func foreignText(_ key: String) -> Located<String>? { node(key)?.locatedForeignText }

  func template(_ key: String) -> Located<Template>? { node(key)?.locatedTemplate }

  func integer(_ key: String) -> Located<Int>? { node(key)?.locatedInteger }

  func boolean(_ key: String) -> Located<Bool>? {
    guard let node = node(key), case .boolean(let value) = node.scalar?.kind else { return nil }
    return Located(value, at: node.range)
  }

  func choice<Choice: RawRepresentable<String> & Sendable>(_ key: String) -> Located<Choice>? {
    parsed(key, Choice.init(rawValue:))
  }

  func duration(_ key: String) -> Located<Duration>? { parsed(key, Duration.init) }

  func size(_ key: String) -> Located<ByteSize>? { parsed(key, ByteSize.init) }

  /// Thousandths of a CPU.
  func cpu(_ key: String) -> Located<Int>? { parsed(key, CPUQuantity.millis) }

  func parsed<Value: Sendable>(
    _ key: String, _ parse: (String) -> Value?
  ) -> Located<Value>? {
    guard let node = node(key) else { return nil }
    return node.parsed(parse)
  }

  /// The texts of a list, or the one text in its place.
  func texts(_ key: String) -> [Located<String>] {
    guard let node = node(key) else { return [] }
    return (node.items ?? [node]).compactMap(\.locatedText)
  }

  /// A map of names to texts that may hold `${…}`.
  func templates(_ key: String) -> [(name: Located<String>, value: Located<Template>)] {
    entries(key).compactMap { entry in
      entry.value.locatedTemplate.map { (entry.key, $0) }
    }
  }
}
