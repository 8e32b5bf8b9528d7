import ManifestModel

/// A law of times held against one service, route or gateway: two sums of terms.
package struct TimeInequality: Sendable {
  package let law: TimeLaw
  /// Whose times they are: `django`, `/api/`, `nginx`.
  package let subject: String
  package let left: [TimeTerm]
  package let right: [TimeTerm]

  package var terms: [TimeTerm] { left + right }

  package var holds: Bool {
    let (left, right) = (Self.sum(left), Self.sum(right))
    return law.relation == .below ? left < right : left <= right
  }

  /// `drain 30s + 5s < grace 20s`
  package var text: String {
    let sides = [left, right].map { $0.map(\.text).joined(separator: " + ") }
    return "\(sides[0]) \(law.relation.rawValue) \(sides[1])"
  }

  static func sum(_ terms: [TimeTerm]) -> Duration {
    terms.reduce(Duration(seconds: 0)) { $0 + $1.amount }
  }
}
