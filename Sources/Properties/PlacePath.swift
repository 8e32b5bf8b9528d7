/// The way to a value in a document: `healthcheck.interval`, `environment[*]`, `cap_add[]`,
/// `labels[zdc.role]`; of two ways with `|` between them, either.
package struct PlacePath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    /// A key of a map, a named item of a list, a directive.
    case key(String)
    /// Each of them, told by its name.
    case every
    /// Each item of a list.
    case items
  }

  package let text: String
  package let ways: [[Step]]

  package init(_ text: String) {
    self.text = text
    ways = text.split(separator: "|").map(Self.steps)
  }

  private static func steps(_ text: Substring) -> [Step] {
    var steps: [Step] = []
    var rest = text
    while let first = rest.first {
      if first == "[" {
        let inner = rest.dropFirst().prefix { $0 != "]" }
        steps.append(inner.isEmpty ? .items : inner == "*" ? .every : .key(String(inner)))
        rest = rest.dropFirst(inner.count + 2)
      } else if first == "." {
        rest = rest.dropFirst()
      } else {
        let key = rest.prefix { $0 != "." && $0 != "[" }
        steps.append(.key(String(key)))
        rest = rest.dropFirst(key.count)
      }
    }
    return steps
  }
}
