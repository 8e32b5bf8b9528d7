/// Text of one JSON object, its members in the order in which they were added.
struct JSONText {
  private var text = "{"

  var finished: String { text + "}" }

  mutating func add(_ name: String, _ value: String) { member(name, Self.quoted(value)) }
  mutating func add(_ name: String, _ value: Int) { member(name, String(value)) }
  mutating func add(_ name: String, _ value: JSONText) { member(name, value.finished) }
  mutating func add(_ name: String, _ values: [JSONText]) {
    member(name, "[" + values.map(\.finished).joined(separator: ",") + "]")
  }

  mutating func add(membersOf other: JSONText) {
    guard other.text.utf8.count > 1 else { return }
    text += (text.utf8.count > 1 ? "," : "") + other.text.dropFirst()
  }

  /// Seconds or a rate, to the thousandth: enough here, and short.
  mutating func add(_ name: String, _ value: Double) {
    let thousandths = Int((value * 1000).rounded())
    let fraction = String(abs(thousandths % 1000) + 1000).dropFirst()
    let sign = thousandths < 0 ? "-" : ""
    member(name, "\(sign)\(abs(thousandths / 1000)).\(fraction)")
  }

  private mutating func member(_ name: String, _ value: String) {
    if text.utf8.count > 1 { text += "," }
    text += Self.quoted(name) + ":" + value
  }

  private static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
