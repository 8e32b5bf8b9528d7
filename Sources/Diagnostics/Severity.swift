/// How much a diagnostic matters, least first.
package enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable {
  case note
  case warning
  case error

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}
