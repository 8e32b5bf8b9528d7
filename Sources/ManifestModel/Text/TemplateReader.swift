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
          help: Self.help(for: inner)))
      return
    }
    flush()
    segments.append(segment)
  }

  private static func segment(_ inner: String) -> Template.Segment? {
    let name = inner.prefix { isNameCharacter($0) }
    if let first = name.first, first.isASCII, first.isLetter || first == "_",
      let fallback = fallback(inner.dropFirst(name.count)), !isOfService(inner)
    {
      return .variable(name: String(name), fallback)
    }
    let parts = inner.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isReference =
      parts.count >= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { isNameCharacter($0) || $0 == "-" }
      }
    return isReference ? .reference(parts) : nil
  }

  private static func fallback(_ rest: Substring) -> Fallback? {
    if rest.isEmpty { return .required() }
    if rest.hasPrefix(":-") { return .text(String(rest.dropFirst(2))) }
    if rest.hasPrefix("-") { return .text(String(rest.dropFirst()), keepsEmpty: true) }
    guard rest.hasPrefix(":?") else { return nil }
    return .required(message: rest.count > 2 ? String(rest.dropFirst(2)) : nil)
  }

  /// `${my-service.url}` has the form of `${NAME-default}` too; services have no capitals.
  private static func isOfService(_ inner: String) -> Bool {
    guard let dot = inner.firstIndex(of: "."), !inner[..<dot].contains(":") else { return false }
    return inner[..<dot].allSatisfy { !$0.isUppercase && (isNameCharacter($0) || $0 == "-") }
      && inner[dot...].allSatisfy { isNameCharacter($0) || $0 == "." || $0 == "-" }
  }

  /// Two forms of Compose have none here: what they mean depends on a value that is not there yet.
  private static func help(for inner: String) -> String {
    let rest = inner.drop { isNameCharacter($0) }
    let name = inner.prefix(inner.count - rest.count)
    if rest.hasPrefix("?") { return "write ${\(name):?…}: an empty value counts as none" }
    if rest.hasPrefix("+") || rest.hasPrefix(":+") {
      return "write ${\(name):-}, or a variable that has the whole text"
    }
    return "write ${service.url}, ${NAME}, ${NAME:-default}, or '$${' for the text '${'"
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}
