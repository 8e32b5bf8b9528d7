/// One thing that a user should know about one place.
///
/// Wording: lower case, no full stop; the message states the rule and names the value, the help
/// says what to write instead and stands right after the caret.
package struct Diagnostic: Sendable, Hashable {
  /// A second place that belongs to the fault (`first declared here`).
  package struct Note: Sendable, Hashable {
    package let message: String
    package let range: SourceRange?

    package init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  package let severity: Severity
  package let code: DiagnosticCode
  package let range: SourceRange?
  package let message: String
  package let help: String?
  package let notes: [Note]
  /// What certainly mends it, where there is such an edit.
  package let fix: Fix?
  /// The one part of the project that has the fault (a target), where the others have it not.
  package let scope: String?

  package init(
    _ severity: Severity, _ code: DiagnosticCode, at range: SourceRange?, _ message: String,
    help: String? = nil, notes: [Note] = [], fix: Fix? = nil, scope: String? = nil
  ) {
    self.scope = scope
    self.fix = fix
    self.severity = severity
    self.code = code
    self.range = range
    self.message = message
    self.help = help
    self.notes = notes
  }

  /// By what tells most of them apart: texts are long.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(range?.start)
  }
}
