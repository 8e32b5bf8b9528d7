/// Why a generated line says what it says: the line of the manifest that it follows from, and the
/// rule that leads from the one to the other.
package struct Origin: Sendable, Hashable {
  /// The value's own place where it was written, else the nearest thing that was written
  /// (the service of a defaulted health interval).
  package let range: SourceRange
  /// `nil` where the line repeats the manifest's value; else what made it: a default or a
  /// derivation, in one English phrase (`default: drain + 5 s`).
  package let reason: String?

  package init(_ range: SourceRange, reason: String? = nil) {
    self.range = range
    self.reason = reason
  }
}
