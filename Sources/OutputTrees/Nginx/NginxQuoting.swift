/// How nginx's tokenizer (`ngx_conf_read_token`) is told a token.
///
/// It ends a bare word at blanks, `;` and `{`, knows quotes only where a word begins, and takes
/// `\"`, `\'`, `\\`, `\t`, `\r`, `\n` for one character each, in bare words as in quoted ones; any
/// other backslash stays. Quotes don't keep it from expanding variables.
package enum NginxQuoting {
  /// Whether nginx can be told the token: it holds no NUL (nginx's own functions end there), and
  /// its written form fits nginx's buffer of 4096 bytes.
  package static func canHold(_ text: NginxText) -> Bool {
    text.token.utf8.allSatisfy { $0 != 0 } && writtenCount(text.token) <= 4000
  }

  /// As above, for data that a directive with variables shall hold as it is.
  package static func canHold(_ text: String) -> Bool { canHold(NginxText.literal(text)) }

  static func write(_ text: NginxText, to buffer: inout LineBuffer) {
    let isBare = isBare(text.token)
    // Most are short and bare, which says that they have no NUL.
    precondition(
      isBare && text.token.utf8.count <= 2000 || canHold(text),
      "an nginx token has no NUL and at most 4000 bytes")
    if isBare {
      buffer.append(text.token)
      return
    }
    let hasDouble = text.token.utf8.contains(UInt8(ascii: "\""))
    let hasSingle = text.token.utf8.contains(UInt8(ascii: "'"))
    let quote = UInt8(ascii: hasDouble && !hasSingle ? "'" : "\"")
    buffer.append(byte: quote)
    for byte in text.token.utf8 {
      switch byte {
      case quote, UInt8(ascii: "\\"):
        buffer.append(byte: UInt8(ascii: "\\"))
        buffer.append(byte: byte)
      case UInt8(ascii: "\t"): buffer.append("\\t")
      case UInt8(ascii: "\r"): buffer.append("\\r")
      case UInt8(ascii: "\n"): buffer.append("\\n")
      default: buffer.append(byte: byte)
      }
    }
    buffer.append(byte: quote)
  }

  /// At most: both quotes, and two bytes for each that may be escaped.
  private static func writtenCount(_ token: String) -> Int {
    token.utf8.reduce(2) { count, byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), 0...0x1F: count + 2
      default: count + 1
      }
    }
  }

  /// Whether every reader takes the token as it stands: letters, digits, the marks that paths,
  /// addresses, sizes and regular expressions consist of, and a backslash before a mark.
  private static func isBare(_ token: String) -> Bool {
    var isEscaped = false
    for byte in token.utf8 {
      if isEscaped {
        guard isMark(byte) else { return false }
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if !isMark(byte) && !isLetterOrDigit(byte) {
        return false
      }
    }
    return !token.isEmpty && !isEscaped
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "~"),
      UInt8(ascii: "^"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "@"),
      UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "&"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}
