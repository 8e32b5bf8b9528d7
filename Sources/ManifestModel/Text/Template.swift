/// Text that may hold `${…}`: literal parts, deploy-time variables, and references to services.
package struct Template: Sendable, Hashable {
  package enum Segment: Sendable, Hashable {
    case literal(String)
    /// `${NAME}` must be set at deployment; `${NAME:-default}` has a default; and so on.
    case variable(name: String, Fallback)
    /// `${service.attribute…}`, its parts split at the dots.
    case reference([String])
  }

  package let segments: [Segment]

  package init(_ segments: [Segment]) {
    self.segments = segments
  }

  package init(literal: String) {
    segments = literal.isEmpty ? [] : [.literal(literal)]
  }

  /// The whole text where it holds nothing but literal parts.
  package var literalText: String? {
    if segments.count == 1, case .literal(let text) = segments[0] { return text }
    var text = ""
    for segment in segments {
      guard case .literal(let part) = segment else { return nil }
      text += part
    }
    return text
  }
}

extension Template {
  /// A fault in a text, with its distance from the text's start in Unicode scalars.
  package struct Fault: Sendable, Hashable {
    package let offset: Int
    package let message: String
    package let help: String
  }

  /// Reads `$$` as a dollar, `${NAME}`, `${NAME:?message}`, `${NAME:-default}`, `${NAME-default}`,
  /// `${NAME:+text}`, `${NAME+text}` and `${a.b}`; every other `$` is literal. Returns what could be
  /// read, and what is wrong.
  package static func read(_ text: String) -> (template: Template, faults: [Fault]) {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return (Template(literal: text), []) }
    var reader = TemplateReader(text)
    return reader.read()
  }
}
