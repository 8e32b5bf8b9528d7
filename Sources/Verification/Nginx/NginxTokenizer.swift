import Diagnostics

/// Tokens of a conf, by the rules of nginx's own `ngx_conf_read_token`: words end at blanks, `;`
/// and `{`; quotes count only where a word begins; `\"`, `\'`, `\\`, `\t`, `\r`, `\n` are one
/// character; `${` opens no block; `#` is a comment only where a word could begin.
struct NginxTokenizer {
  enum Token {
    case word(String)
    case end
    case open
    case close
  }

  struct Fault: Error {
    let message: String
    let offset: Int
  }

  private let bytes: [UInt8]
  private(set) var offset = 0
  /// Where the last token began.
  private(set) var start = 0
  /// A quoted word must be followed by a blank, `;`, `{` or `)`.
  private var needsGap = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// `nil` at the end of the text.
  mutating func next() throws(Fault) -> Token? {
    while offset < bytes.count {
      let byte = bytes[offset]
      if needsGap {
        guard " \t\r\n;{)".utf8.contains(byte) else {
          throw Fault(
            message: "unexpected \"\(Character(Unicode.Scalar(byte)))\" after a quoted word",
            offset: offset)
        }
        needsGap = false
      }
      start = offset
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        offset += 1
      case UInt8(ascii: "#"):
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      case UInt8(ascii: ";"):
        offset += 1
        return .end
      case UInt8(ascii: "{"):
        offset += 1
        return .open
      case UInt8(ascii: "}"):
        offset += 1
        return .close
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return .word(try quoted(byte))
      default: return .word(try bare())
      }
    }
    start = offset
    return nil
  }

  private mutating func quoted(_ quote: UInt8) throws(Fault) -> String {
    let opening = offset
    offset += 1
    let first = offset
    while offset < bytes.count, bytes[offset] != quote {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < bytes.count else {
      throw Fault(message: "a quoted word does not end", offset: opening)
    }
    defer {
      offset += 1
      needsGap = true
    }
    return Self.unescaped(bytes[first..<offset])
  }

  private mutating func bare() throws(Fault) -> String {
    let first = offset
    var isAfterDollar = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "{"), isAfterDollar {
        offset += 1
        continue
      }
      isAfterDollar = byte == UInt8(ascii: "$")
      switch byte {
      case UInt8(ascii: "\\"): offset += 2
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
        UInt8(ascii: ";"), UInt8(ascii: "{"):
        return Self.unescaped(bytes[first..<offset])
      default: offset += 1
      }
    }
    throw Fault(message: "unexpected end of the file, expecting \";\" or \"}\"", offset: first)
  }

  private static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    var result: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      let following = index + 1 < raw.endIndex ? raw[index + 1] : nil
      if raw[index] == UInt8(ascii: "\\"), let byte = following.flatMap(escaped) {
        result.append(byte)
        index += 2
      } else {
        result.append(raw[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What a backslash before `byte` makes of both; `nil`: nothing.
  private static func escaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): byte
    case UInt8(ascii: "t"): UInt8(ascii: "\t")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    default: nil
    }
  }
}
