/// What a reader of YAML 1.1 takes a plain scalar for, where that is not what YAML 1.2 says.
///
/// By the types of yaml.org/type, as PyYAML, Ruby's Psych and older readers of Compose files apply
/// them; whoever pastes such a value from or into such a file gets something else.
package enum YAML11Reading: Sendable, Hashable {
  /// `yes`, `no`, `on`, `off`, `y`, `n` in their spellings.
  case boolean(Bool)
  /// `022`; with the number that it is.
  case octal(Int)
  /// `1:30`, `22:22`.
  case sexagesimal
  /// `1_000`, `0b101`.
  case number
  /// `2024-01-31`.
  case timestamp
  /// `0o17`, `1e3`, `08`: numbers in YAML 1.2 alone.
  case text

  /// - Parameter text: of a plain scalar, or of a key.
  /// - Returns: `nil` where both versions agree.
  package init?(_ text: String) {
    // Nothing longer is a number, and a scalar of megabytes need not be looked through.
    guard (1...64).contains(text.utf8.count) else { return nil }
    if let boolean = Self.boolean(text) {
      self = .boolean(boolean)
    } else {
      guard let first = text.utf8.first, Self.beginsNumber(first), Self.mayDiffer(text) else {
        return nil
      }
      guard let reading = Self.number(Array(text.utf8), kind: CoreSchema.kind(of: text)) else {
        return nil
      }
      self = reading
    }
  }

  private static func boolean(_ text: String) -> Bool? {
    guard text.utf8.count <= 3 else { return nil }
    return switch text {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": true
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: isDigit(byte)
    }
  }

  /// Whether a text has only characters of some number, or begins as a date. Most that begin with a
  /// digit are times, addresses, or a plain number, and both versions agree on those.
  private static func mayDiffer(_ text: String) -> Bool {
    var isPlain = text.utf8.first != UInt8(ascii: "0")
    for (index, byte) in text.utf8.enumerated() where !isDigit(byte) {
      isPlain = false
      switch byte {
      case UInt8(ascii: "-"): if index == 4 { return true }
      case UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"),
        UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        continue
      default: return false
      }
    }
    return !isPlain
  }

  private static func number(_ text: [UInt8], kind: YAMLScalar.Kind) -> YAML11Reading? {
    let isSigned = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")
    let body = text.dropFirst(isSigned ? 1 : 0)
    switch kind {
    case .integer: return integer(body, isNegative: text[0] == UInt8(ascii: "-"))
    case .number:
      return isExponentWithoutPointOrSign(body) || body.starts(with: [0x30, 0x6F]) ? .text : nil
    case .text: return numberOfYAML11(body, isSigned: isSigned)
    case .null, .boolean: return nil
    }
  }

  /// An integer of YAML 1.2, without its sign.
  private static func integer(_ body: ArraySlice<UInt8>, isNegative: Bool) -> YAML11Reading? {
    if body.starts(with: [0x30, 0x6F]) { return .text }
    guard body.count > 1, body.first == UInt8(ascii: "0"), body.contains(where: { $0 != 0x30 }),
      body.allSatisfy(isDigit)
    else { return nil }
    return Int(String(decoding: body, as: UTF8.self), radix: 8).map {
      .octal(isNegative ? -$0 : $0)
    }
      ?? .text
  }

  /// `[0-9]...[eE][0-9]+`: YAML 1.1 wants a point and the exponent's sign.
  private static func isExponentWithoutPointOrSign(_ body: ArraySlice<UInt8>) -> Bool {
    guard let exponent = body.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      body.first.map(isDigit) == true || body.first == UInt8(ascii: ".")
    else { return false }
    let hasSign = body.dropFirst(exponent - body.startIndex + 1).first.map { !isDigit($0) } ?? false
    return !hasSign || !body[..<exponent].contains(UInt8(ascii: "."))
  }

  /// A text of YAML 1.2, without a sign.
  private static func numberOfYAML11(_ body: ArraySlice<UInt8>, isSigned: Bool) -> YAML11Reading? {
    guard let first = body.first, isDigit(first) || first == UInt8(ascii: ".") else { return nil }
    if !isSigned, isTimestamp(body) { return .timestamp }
    if isSexagesimal(body) { return .sexagesimal }
    let digits = body.filter { $0 != UInt8(ascii: "_") }
    if isDigit(first), digits.starts(with: [0x30, 0x62]) {
      let bits = digits.dropFirst(2)
      return !bits.isEmpty && bits.allSatisfy { $0 == 0x30 || $0 == 0x31 } ? .number : nil
    }
    guard digits.count < body.count, isDigit(first) else { return nil }
    switch CoreSchema.kind(of: String(decoding: digits, as: UTF8.self)) {
    case .integer, .number: return digits.starts(with: [0x30, 0x6F]) ? nil : .number
    default: return nil
    }
  }

  /// `[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
  private static func isSexagesimal(_ body: ArraySlice<UInt8>) -> Bool {
    let whole = body.prefix { $0 != UInt8(ascii: ".") }
    let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0].first.map(isDigit) == true,
      parts[0].allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") })
    else { return false }
    let isInBase = parts.dropFirst().allSatisfy { part in
      (1...2).contains(part.count) && part.allSatisfy(isDigit)
        && (part.count == 1 || part.first.map { $0 <= UInt8(ascii: "5") } == true)
    }
    return isInBase
      && body.dropFirst(whole.count).dropFirst().allSatisfy {
        isDigit($0) || $0 == UInt8(ascii: "_")
      }
  }

  /// `2024-01-31`, and anything that begins so and goes on with `T`, `t` or a blank.
  private static func isTimestamp(_ body: ArraySlice<UInt8>) -> Bool {
    let day = body.prefix { isDigit($0) || $0 == UInt8(ascii: "-") }
    let parts = day.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
      (1...2).contains(parts[2].count)
    else { return false }
    guard let next = body.dropFirst(day.count).first else {
      return parts[1].count == 2 && parts[2].count == 2
    }
    return next | 0x20 == UInt8(ascii: "t") || next == 0x20
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension YAML11Reading: CustomStringConvertible {
  /// What it is there, as a message can say: `true`, `the number 18`, `a date`.
  package var description: String {
    switch self {
    case .boolean(let value): String(value)
    case .octal(let value): "the number \(value)"
    case .sexagesimal: "a number to base 60"
    case .number: "a number"
    case .timestamp: "a date"
    case .text: "text"
    }
  }
}

extension YAMLScalar {
  /// How YAML 1.1 reads it, where that differs: `yes`, `022`, `1:30`; `nil` for all that is quoted.
  package var yaml11Reading: YAML11Reading? { isPlain ? YAML11Reading(text) : nil }
}
