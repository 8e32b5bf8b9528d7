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
    ways = text.utf8.split(separator: UInt8(ascii: "|")).map(Self.steps)
  }

  /// By bytes: every run reads all of these texts.
  private static func steps(_ text: Substring.UTF8View) -> [Step] {
    var steps: [Step] = []
    var rest = text
    while let first = rest.first {
      if first == UInt8(ascii: "[") {
        let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: "]") }
        steps.append(step(inside: String(Substring(inner))))
        rest = rest.dropFirst(inner.count + 2)
      } else if first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
      } else {
        let key = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
        steps.append(.key(String(Substring(key))))
        rest = rest.dropFirst(key.count)
      }
    }
    return steps
  }

  private static func step(inside brackets: String) -> Step {
    switch brackets {
    case "": .items
    case "*": .every
    default: .key(brackets)
    }
  }
}
