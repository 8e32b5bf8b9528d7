/// How many requests in a second or a minute: `10/s`, `30/m`.
package struct RequestRate: Sendable, Hashable {
  package let count: Int
  /// `s` or `m`.
  package let unit: String

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, ["s", "m"].contains(parts[1]), (1...6).contains(parts[0].utf8.count),
      parts[0].utf8.allSatisfy(NamePatterns.isDigit), !parts[0].hasPrefix("0"),
      let count = Int(parts[0])
    else { return nil }
    self.count = count
    unit = String(parts[1])
  }
}

extension RequestRate: CustomStringConvertible {
  package var description: String { "\(count)/\(unit)" }
}
