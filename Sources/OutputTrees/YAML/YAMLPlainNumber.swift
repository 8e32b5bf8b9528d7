/// Which texts some YAML reader takes for a number or a date.
///
/// The union of the type repositories of YAML 1.1 (`1_000`, `0b1`, `22:22`, `1e+3`, dates) and
/// 1.2 (`0o7`, `1e3`, `08`), of go-yaml (`-0b1`) and of Psych (`1,000`).
enum YAMLPlainNumber {
  static func resembles(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
      return isUnsigned(text[...]) || isDate(text)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      return isUnsigned(text.dropFirst())
    default: return false
    }
  }

  private typealias Part = Slice<UnsafeBufferPointer<UInt8>>

  private static func isUnsigned(_ text: Part) -> Bool {
    isPrefixed(text) || isDecimal(text) || isSexagesimal(text) || isSpecial(text)
  }

  /// `0x1F`, `0b10`, `0o17`, each with `_`; digits that the base lacks count too.
  private static func isPrefixed(_ text: Part) -> Bool {
    guard text.count > 2, text.first == UInt8(ascii: "0") else { return false }
    switch text[text.startIndex + 1] | 0x20 {
    case UInt8(ascii: "x"), UInt8(ascii: "b"), UInt8(ascii: "o"):
      return text.dropFirst(2).allSatisfy { isHexDigit($0) || $0 == UInt8(ascii: "-") }
    default: return false
    }
  }

  /// Digits with `_` or `,`, at most one point, and an exponent: `12`, `1.`, `.5`, `12e03`.
  private static func isDecimal(_ text: Part) -> Bool {
    var rest = text
    var digits = skipDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += skipDigits(&rest)
    }
    guard digits > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    rest.removeFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    _ = skipDigits(&rest)
    return rest.isEmpty
  }

  /// `22:22`, `1:30:00.5`: base 60 in YAML 1.1. Digits above 59 count too.
  private static func isSexagesimal(_ text: Part) -> Bool {
    var rest = text
    guard skipDigits(&rest) > 0, rest.first == UInt8(ascii: ":") else { return false }
    while rest.first == UInt8(ascii: ":") {
      rest.removeFirst()
      guard skipDigits(&rest) > 0 else { return false }
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      _ = skipDigits(&rest)
    }
    return rest.isEmpty
  }

  /// `.inf` and `.nan` in any case.
  private static func isSpecial(_ text: Part) -> Bool {
    guard text.count == 4, text.first == UInt8(ascii: ".") else { return false }
    let word = text.dropFirst().map { $0 | 0x20 }
    return word.elementsEqual("inf".utf8) || word.elementsEqual("nan".utf8)
  }

  /// What begins like `2024-1-2`, whatever follows.
  private static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 8, text[4] == UInt8(ascii: "-"), text[..<4].allSatisfy(isDigit) else {
      return false
    }
    var rest = text[5...]
    guard skipDigits(&rest) > 0, rest.first == UInt8(ascii: "-") else { return false }
    rest.removeFirst()
    return skipDigits(&rest) > 0
  }

  /// Returns how many digits it passed, not counting the separators among them.
  private static func skipDigits(_ text: inout Part) -> Int {
    var count = 0
    while let byte = text.first {
      if isDigit(byte) {
        count += 1
      } else if byte != UInt8(ascii: "_") && byte != UInt8(ascii: ",") {
        break
      }
      text.removeFirst()
    }
    return count
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
