/// Quotes texts so that a shell takes each for one word that means itself.
///
/// The style is the one that shellcheck has nothing to say about: single quotes, but double quotes
/// with escapes around what looks like an expansion (SC2016) or a backslash (SC1003), and in bash
/// `$'…'` for characters that can't be seen or are easily mistaken (SC1110 to SC1112).
package enum ShellWords {
  /// Whether a shell can hold the text at all: it must not contain NUL.
  package static func canHold(_ text: String) -> Bool {
    !text.utf8.contains(0)
  }

  /// One word, bare where it is safe.
  package static func quote(_ text: String, for dialect: ShellDialect = .bash) -> String {
    var buffer = LineBuffer()
    write(text, isBareAllowed: true, dialect: dialect, to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// A command line.
  package static func join(_ words: [String], for dialect: ShellDialect = .bash) -> String {
    words.map { quote($0, for: dialect) }.joined(separator: " ")
  }

  static func write(
    _ text: String, isBareAllowed: Bool, dialect: ShellDialect, to buffer: inout LineBuffer
  ) {
    precondition(canHold(text), "a shell's word has no NUL")
    if isBareAllowed && isSafeBare(text) {
      buffer.append(text)
    } else if text.utf8.first == UInt8(ascii: "~") {
      writeTilde(text, dialect: dialect, to: &buffer)
    } else if dialect == .bash && text.unicodeScalars.contains(where: needsCode) {
      writeWithCodes(text, to: &buffer)
    } else if text.utf8.contains(where: isSpecialInSingleQuotes) {
      writeDoubleQuoted(text, to: &buffer)
    } else {
      buffer.append(byte: UInt8(ascii: "'"))
      buffer.append(text)
      buffer.append(byte: UInt8(ascii: "'"))
    }
  }

  /// A tilde in plain quotes looks like one that was meant to expand (SC2088).
  private static func writeTilde(
    _ text: String, dialect: ShellDialect, to buffer: inout LineBuffer
  ) {
    if dialect == .bash {
      writeWithCodes(text, to: &buffer)
    } else {
      buffer.append("\\~")
      let rest = String(text.unicodeScalars.dropFirst())
      if !rest.isEmpty { write(rest, isBareAllowed: true, dialect: dialect, to: &buffer) }
    }
  }

  /// Nothing that any shell expands, splits at or takes for syntax, in any place of a command but
  /// the first (where `if` is a keyword). `=` and `,` are harmless, but suspicious in an array
  /// (SC2191, SC2054), and zsh expands `=ls`.
  private static func isSafeBare(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "_-./:@%+".utf8.contains(byte)
        }
      }
  }

  private static func isSpecialInSingleQuotes(_ byte: UInt8) -> Bool {
    "'$`\\".utf8.contains(byte)
  }

  private static func writeDoubleQuoted(_ text: String, to buffer: inout LineBuffer) {
    buffer.append(byte: UInt8(ascii: "\""))
    for byte in text.utf8 {
      if "\"$`\\".utf8.contains(byte) { buffer.append(byte: UInt8(ascii: "\\")) }
      buffer.append(byte: byte)
    }
    buffer.append(byte: UInt8(ascii: "\""))
  }

  private static func needsCode(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{A0}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}": true
    default: scalar.isInvisible
    }
  }

  /// `$'…'`. Codes are those of UTF-8's bytes, so that no locale matters.
  private static func writeWithCodes(_ text: String, to buffer: inout LineBuffer) {
    buffer.append("$'")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": buffer.append("\\'")
      case "\\": buffer.append("\\\\")
      case "\n": buffer.append("\\n")
      case "\t": buffer.append("\\t")
      case "\r": buffer.append("\\r")
      case _ where needsCode(scalar):
        for byte in scalar.utf8 {
          buffer.append(byte < 0x10 ? "\\x0" : "\\x")
          buffer.append(String(byte, radix: 16, uppercase: true))
        }
      default: for byte in scalar.utf8 { buffer.append(byte: byte) }
      }
    }
    buffer.append(byte: UInt8(ascii: "'"))
  }
}
