/// The stable name of a rule, `ZDC` and three digits; the first digit tells the family.
///
/// 0xx reading, 1xx the language (keys, types, references), 2xx the deployment (downtime),
/// 3xx targets, 4xx artefacts (drift, contradictions), 9xx faults of zdc itself.
package struct DiagnosticCode: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) {
    precondition((1...999).contains(number), "a diagnostic code has three digits")
    self.number = number
  }

  package var description: String {
    let digits = String(number)
    return "ZDC" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  package static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.number < right.number
  }
}
