/// Which texts mean themselves, as a string, when they are written without quotes.
///
/// The stricter of YAML 1.1 and 1.2, and of the readers that matter (libyaml, PyYAML, ruamel.yaml,
/// go-yaml 2 and 3, Psych): whatever one of them would read as another type or another text is
/// refused.
enum YAMLPlainText {
  /// `text` is UTF-8. `inFlow` between brackets, where more characters are indicators.
  static func canHold(_ text: UnsafeBufferPointer<UInt8>, inFlow: Bool) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    guard canStart(first, second: text.count > 1 ? text[1] : nil) else { return false }
    guard last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
    guard hasNoIndicator(text, inFlow: inFlow) else { return false }
    if text.count >= 3, text.starts(with: "---".utf8) || text.starts(with: "...".utf8) {
      return false
    }
    return !YAMLPlainNumber.resembles(text) && !isWord(text)
  }

  private static func canStart(_ first: UInt8, second: UInt8?) -> Bool {
    switch first {
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: " "):
      false
    case UInt8(ascii: "-"): second != nil && second != UInt8(ascii: " ")
    default: true
    }
  }

  private static func hasNoIndicator(_ text: UnsafeBufferPointer<UInt8>, inFlow: Bool) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: " "): if previous == UInt8(ascii: ":") { return false }
      case UInt8(ascii: "#"): if previous == UInt8(ascii: " ") { return false }
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "?"):
        // go-yaml ends a plain text of a flow sequence at `?` too.
        if inFlow { return false }
      default: break
      }
      previous = byte
    }
    return true
  }

  /// The words that some reader takes for a boolean, null, the default key or the merge key.
  private static func isWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 5 else { return false }
    var lowered: UInt64 = 0
    for byte in text {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      lowered = lowered << 8 | UInt64(isUpper ? byte | 0x20 : byte)
    }
    return words.contains(lowered)
  }

  private static let words: [UInt64] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<",
  ].map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}
