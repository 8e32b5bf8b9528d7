/// What a scalar is by the core schema of YAML 1.2 (section 10.3.2 of its specification).
enum CoreSchema {
  /// - Parameter text: of a plain scalar without a tag; anything else is text.
  static func kind(of text: String) -> YAMLScalar.Kind {
    let bytes = text.utf8
    guard let first = bytes.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return word(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return number(text)
    default:
      return .text
    }
  }

  private static func word(_ text: String) -> YAMLScalar.Kind {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: .text
    }
  }

  private static func number(_ text: String) -> YAMLScalar.Kind {
    if let integer = integer(text) { return integer }
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    switch String(Substring(rest)) {
    case ".inf", ".Inf", ".INF": return .number
    case ".nan", ".NaN", ".NAN": return rest.count == text.utf8.count ? .number : .text
    default: return isDecimal(rest) ? .number : .text
    }
  }

  /// `[-+]?[0-9]+`, `0o[0-7]+`, `0x[0-9a-fA-F]+`; a number where it does not fit 64 bits.
  private static func integer(_ text: String) -> YAMLScalar.Kind? {
    let bytes = text.utf8
    var digits = bytes[...]
    var radix = 10
    if text.hasPrefix("0o") {
      (digits, radix) = (bytes.dropFirst(2), 8)
    } else if text.hasPrefix("0x") {
      (digits, radix) = (bytes.dropFirst(2), 16)
    } else if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      digits = bytes.dropFirst()
    }
    guard !digits.isEmpty, digits.allSatisfy({ isDigit($0, radix: radix) }) else { return nil }
    let source = radix == 10 ? Substring(text) : Substring(digits)
    return Int(source, radix: radix).map { .integer($0) } ?? .number
  }

  /// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    let whole = dropDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if dropDigits(&rest) == 0, whole == 0 { return false }
    } else if whole == 0 {
      return false
    }
    guard let exponent = rest.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    return dropDigits(&rest) > 0 && rest.isEmpty
  }

  /// How many it dropped.
  private static func dropDigits(_ text: inout Substring.UTF8View) -> Int {
    let digits = text.prefix { isDigit($0, radix: 10) }.count
    text.removeFirst(digits)
    return digits
  }

  private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) < radix
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
    default: false
    }
  }
}
