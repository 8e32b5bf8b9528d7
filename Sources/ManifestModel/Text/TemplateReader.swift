internal import Diagnostics

/// Takes a text apart at its `${…}`, byte by byte: all that it looks for is ASCII.
struct TemplateReader {
  private let bytes: [UInt8]
  private var position = 0
  private var literal: [UInt8] = []
  private var segments: [Template.Segment] = []
  private var faults: [Template.Fault] = []
  /// How far characters are counted: of a text with thousands of faults each byte is counted once.
  private var counted = (bytes: 0, scalars: 0)

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func read() -> (template: Template, faults: [Template.Fault]) {
    while position < bytes.count {
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : nil
      if byte == UInt8(ascii: "$") && next == UInt8(ascii: "$") {
        literal.append(byte)
        position += 2
      } else if byte == UInt8(ascii: "$") && next == UInt8(ascii: "{") {
        readBraces()
      } else {
        literal.append(byte)
        position += 1
      }
    }
    flush()
    return (Template(segments), faults)
  }

  private mutating func flush() {
    if !literal.isEmpty { segments.append(.literal(Self.text(literal[...]))) }
    literal = []
  }

  private mutating func readBraces() {
    let start = position
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
      report(at: start, "'${' without its '}'", help: "write '$${' for the text '${'")
      position = bytes.count
      return
    }
    let inner = bytes[(start + 2)..<end]
    position = end + 1
    guard let segment = Self.segment(inner) else {
      report(
        at: start, "'${\(Self.text(inner))}' is neither a reference nor a variable",
        help: Self.help(for: inner))
      return
    }
    flush()
    segments.append(segment)
  }

  private mutating func report(at start: Int, _ message: String, help: String) {
    for byte in bytes[counted.bytes..<start] where byte & 0xC0 != 0x80 { counted.scalars += 1 }
    counted.bytes = start
    faults.append(Template.Fault(offset: counted.scalars, message: message, help: help))
  }

  private static func segment(_ inner: ArraySlice<UInt8>) -> Template.Segment? {
    let name = inner.prefix(while: isOfName)
    if let first = name.first, !NamePatterns.isDigit(first),
      let fallback = fallback(inner.dropFirst(name.count)), !isOfService(inner),
      fallback.writtenText?.holds("${") != true
    {
      return .variable(name: text(name), fallback)
    }
    let parts = inner.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isReference =
      parts.count >= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { isOfName($0) || $0 == UInt8(ascii: "-") }
      }
    return isReference ? .reference(parts.map(text)) : nil
  }

  private static func fallback(_ rest: ArraySlice<UInt8>) -> Fallback? {
    if rest.isEmpty { return .required() }
    if rest.starts(with: ":-".utf8) { return .text(text(rest.dropFirst(2))) }
    if rest.starts(with: "-".utf8) { return .text(text(rest.dropFirst()), keepsEmpty: true) }
    if rest.starts(with: ":+".utf8) { return .replacement(text(rest.dropFirst(2))) }
    if rest.starts(with: "+".utf8) {
      return .replacement(text(rest.dropFirst()), evenOfEmpty: true)
    }
    guard rest.starts(with: ":?".utf8) else { return nil }
    return .required(message: rest.count > 2 ? text(rest.dropFirst(2)) : nil)
  }

  /// `${my-service.url}` has the form of `${NAME-default}` too; services have no capitals.
  private static func isOfService(_ inner: ArraySlice<UInt8>) -> Bool {
    guard let dot = inner.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return inner[..<dot].allSatisfy { byte in
      isOfName(byte) && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
      && inner[dot...].allSatisfy { isOfName($0) || ".-".utf8.contains($0) }
  }

  /// What Compose takes besides.
  private static func help(for inner: ArraySlice<UInt8>) -> String {
    let rest = inner.drop(while: isOfName)
    let name = text(inner.prefix(inner.count - rest.count))
    if rest.starts(with: "?".utf8) { return "write ${\(name):?…}: an empty value counts as none" }
    if text(inner.dropFirst()).holds("${") {
      return "no variable stands inside another: write a text there, or give the whole a variable"
    }
    return "write ${service.url}, ${NAME}, ${NAME:-default}, or '$${' for the text '${'"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte) || byte == UInt8(ascii: "_")
  }
}
