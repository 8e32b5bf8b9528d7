/// Reads a text of nginx directives as far as needed to know that it stays within its block: nginx'
/// own rules for quotes, comments and escapes.
package struct SnippetReader {
  /// What a text must not do, and what to do instead.
  package struct Fault: Equatable {
    package let message: String
    package let help: String
  }

  /// Directives that decide what zdc decides, or bring in text that nobody has looked at.
  private static let foreign = ["listen", "proxy_pass", "upstream", "include"]

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// The words of the directive that has begun, and where it did.
  private var words: [String] = []
  private var start = 0
  /// The directives of each block that is open, and before it those that the text holds.
  private var found: [[SnippetDirective]] = [[]]

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The first fault of a text.
  package static func fault(in text: String) -> Fault? {
    var reader = SnippetReader(text)
    return reader.read()
  }

  /// What a text says; nothing where it has a fault.
  package static func directives(in text: String) -> [SnippetDirective] {
    var reader = SnippetReader(text)
    return reader.read() == nil ? reader.found[0] : []
  }

  private mutating func finish() {
    found[depth].append(SnippetDirective(words: words, offset: start, block: nil))
    words = []
  }

  private mutating func read() -> Fault? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        position += 1
      case UInt8(ascii: "#"):
        position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      case UInt8(ascii: ";"), UInt8(ascii: "{"):
        let isBlock = bytes[position] == UInt8(ascii: "{")
        guard !words.isEmpty else {
          return Fault(
            message: "a directive has a name before its '\(isBlock ? "{" : ";")'",
            help: "write whole directives")
        }
        finish()
        if isBlock {
          depth += 1
          found.append([])
        }
        position += 1
      case UInt8(ascii: "}"):
        if let fault = closeBlock() { return fault }
      default:
        if let fault = readWord() { return fault }
      }
    }
    return end()
  }

  private mutating func closeBlock() -> Fault? {
    if !words.isEmpty { return Self.unended }
    guard depth > 0 else {
      return Fault(
        message: "a '}' closes a block that the text did not open",
        help: "a snippet can't leave the block that it is put into")
    }
    depth -= 1
    position += 1
    let inner = found.removeLast()
    let outer = found[depth].removeLast()
    found[depth].append(
      SnippetDirective(words: outer.words, offset: outer.offset, block: inner))
    return nil
  }

  private func end() -> Fault? {
    if !words.isEmpty { return Self.unended }
    return depth == 0
      ? nil : Fault(message: "a block has no '}'", help: "close each '{' in the same text")
  }

  private static let unended = Fault(
    message: "a directive has no ';'", help: "end each directive with ';'")

  private mutating func readWord() -> Fault? {
    let start = position
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      while position < bytes.count, bytes[position] != quote {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < bytes.count else {
        return Fault(message: "a quote is not closed", help: "close it in the same text")
      }
      position += 1
      if position < bytes.count, !" \t\r\n;{)".utf8.contains(bytes[position]) {
        return Fault(
          message: "nothing can follow a closing quote but a blank, ';' or '{'",
          help: "put the whole word into quotes")
      }
    } else {
      while position < bytes.count, !isEnd(at: position) {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      position = min(position, bytes.count)
    }
    if words.isEmpty { self.start = start }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
      .filter { $0 != "\"" && $0 != "'" && $0 != "\\" }
    words.append(name)
    guard words.count == 1 else { return nil }
    // A server without `listen` would answer on port 80.
    guard Self.foreign.contains(name) || (name == "server" && depth == 0) else { return nil }
    return Fault(
      message: "'\(name)' has no place in a snippet",
      help: name == "include"
        ? "write the directives themselves, or run a web server of your own and route to it"
        : "it is made from the manifest: use routes, listen and services")
  }

  /// Whether a word without quotes ends here; `${` belongs to it.
  private func isEnd(at position: Int) -> Bool {
    let byte = bytes[position]
    if byte == UInt8(ascii: "{") { return bytes[position - 1] != UInt8(ascii: "$") }
    return " \t\r\n;".utf8.contains(byte)
  }
}
