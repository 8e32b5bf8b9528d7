/// Takes a text apart at its `${…}`.
struct TemplateReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var literal = ""
  private var segments: [Template.Segment] = []
  private var faults: [Template.Fault] = []

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func read() -> (template: Template, faults: [Template.Fault]) {
    while position < scalars.count {
      let scalar = scalars[position]
      let next = position + 1 < scalars.count ? scalars[position + 1] : nil
      if scalar == "$" && next == "$" {
        literal.unicodeScalars.append("$")
        position += 2
      } else if scalar == "$" && next == "{" {
        readBraces()
      } else {
        literal.unicodeScalars.append(scalar)
        position += 1
      }
    }
    flush()
    return (Template(segments), faults)
  }

  private mutating func flush() {
    if !literal.isEmpty { segments.append(.literal(literal)) }
    literal = ""
  }

  private mutating func readBraces() {
    let start = position
    guard let end = scalars[position...].firstIndex(of: "}") else {
      faults.append(
        Template.Fault(
          offset: start, message: "'${' without its '}'", help: "write '$${' for the text '${'"))
      position = scalars.count
      return
    }
    var inner = ""
    inner.unicodeScalars.append(contentsOf: scalars[(start + 2)..<end])
    position = end + 1
    guard let segment = Self.segment(inner) else {
      faults.append(
        Template.Fault(
          offset: start, message: "'${\(inner)}' is neither a reference nor a variable",
          help: "write ${service.url}, ${NAME}, ${NAME:-default}, or '$${' for the text '${'"))
      return
    }
    flush()
    segments.append(segment)
  }

  private static func segment(_ inner: String) -> Template.Segment? {
    let name = inner.prefix { isNameCharacter($0) }
    let rest = inner.dropFirst(name.count)
    if let first = name.first, first.isASCII, first.isLetter || first == "_" {
      if rest.isEmpty { return .variable(name: String(name), defaultValue: nil) }
      if rest.hasPrefix(":-") {
        return .variable(name: String(name), defaultValue: String(rest.dropFirst(2)))
      }
    }
    let parts = inner.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isReference =
      parts.count >= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { isNameCharacter($0) || $0 == "-" }
      }
    return isReference ? .reference(parts) : nil
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}
