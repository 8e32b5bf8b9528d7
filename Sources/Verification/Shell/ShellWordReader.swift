import Planning

/// Words as a POSIX shell or bash takes them: bare, `'…'`, `"…"`, bash's `$'…'`, backslashes. What
/// a shell would expand or take for syntax ends the reading: none of it is in our scripts' facts.
struct ShellWordReader {
  private let bytes: [UInt8]
  private(set) var offset = 0
  /// What `"${1}"` and so on stand for.
  private let arguments: [String]
  private(set) var usedArguments = 0
  private var line = 1

  init(_ bytes: [UInt8], from offset: Int = 0, arguments: [String] = []) {
    self.bytes = bytes
    self.offset = offset
    self.arguments = arguments
  }

  var isAtEnd: Bool { offset == bytes.count }
  var nextByte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skip(_ count: Int = 1) { offset += count }

  /// The words of one line, and its number; `nil` at the end and before what can't be read.
  mutating func nextCommand() -> (words: [String], line: Int)? {
    var words: [String] = []
    let first = line
    guard offset < bytes.count else { return nil }
    while let byte = nextByte, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: " ") {
        offset += 1
        continue
      }
      guard let word = nextWord() else { return nil }
      words.append(FactText.text(word.literal, filled: word.filled))
    }
    guard nextByte == UInt8(ascii: "\n"), !words.isEmpty else { return nil }
    offset += 1
    line += 1
    return (words, first)
  }

  struct Word {
    var literal = ""
    /// The text of the positional parameter that is the whole word.
    var filled: String?
  }

  /// Up to a blank, a line's end, `)`; `nil` where it can't be read.
  mutating func nextWord() -> Word? {
    var word: [UInt8] = []
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        return offset > start ? Word(literal: String(decoding: word, as: UTF8.self)) : nil
      case UInt8(ascii: "'"): guard singleQuoted(&word) else { return nil }
      case UInt8(ascii: "\""):
        if offset == start, let filled = parameter() { return Word(filled: filled) }
        guard doubleQuoted(&word) else { return nil }
      case UInt8(ascii: "$"):
        guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "'"), coded(&word)
        else { return nil }
      case UInt8(ascii: "\\"):
        guard offset + 1 < bytes.count, bytes[offset + 1] != UInt8(ascii: "\n")
        else { return nil }
        word.append(bytes[offset + 1])
        offset += 2
      default:
        guard !Self.isSyntax(byte) else { return nil }
        word.append(byte)
        offset += 1
      }
    }
    return offset > start ? Word(literal: String(decoding: word, as: UTF8.self)) : nil
  }

  private static func isSyntax(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "`"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: "*"),
      UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "#"), UInt8(ascii: "~"),
      UInt8(ascii: "!"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  /// `"${N}"`, each of them in turn.
  private mutating func parameter() -> String? {
    let expected = Array("\"${\(usedArguments + 1)}\"".utf8)
    guard usedArguments < arguments.count, bytes[offset...].starts(with: expected)
    else { return nil }
    offset += expected.count
    usedArguments += 1
    return arguments[usedArguments - 1]
  }

  private mutating func singleQuoted(_ word: inout [UInt8]) -> Bool {
    guard let end = bytes[(offset + 1)...].firstIndex(of: UInt8(ascii: "'")) else { return false }
    take(bytes[(offset + 1)..<end], &word)
    offset = end + 1
    return true
  }

  private mutating func take(_ part: ArraySlice<UInt8>, _ word: inout [UInt8]) {
    word += part
    line += part.count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func doubleQuoted(_ word: inout [UInt8]) -> Bool {
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return true
      case UInt8(ascii: "$"), UInt8(ascii: "`"): return false
      case UInt8(ascii: "\\"):
        guard offset + 1 < bytes.count else { return false }
        let following = bytes[offset + 1]
        if !"$`\"\\".utf8.contains(following) { word.append(byte) }
        word.append(following)
        offset += 2
      default:
        take(bytes[offset...offset], &word)
        offset += 1
      }
    }
    return false
  }

  /// bash's `$'…'`.
  private mutating func coded(_ word: inout [UInt8]) -> Bool {
    offset += 2
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "'") { return true }
      guard byte == UInt8(ascii: "\\") else {
        word.append(byte)
        continue
      }
      guard offset < bytes.count, let value = code() else { return false }
      word.append(value)
    }
    return false
  }

  private mutating func code() -> UInt8? {
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "x"):
      guard offset + 2 <= bytes.count,
        let value = UInt8(String(decoding: bytes[offset..<(offset + 2)], as: UTF8.self), radix: 16)
      else { return nil }
      offset += 2
      return value
    default: return nil
    }
  }
}

extension FactText {
  /// A word of a script is literal, or wholly what a parameter holds.
  static func text(_ literal: String, filled: String?) -> String { filled ?? text(literal) }
}
