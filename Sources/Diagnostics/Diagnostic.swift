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

  /// The one part of a project that has a fault, where the others have it not.
  package struct Scope: Sendable, Hashable {
    package let name: String
    /// What to write so that the project is without it.
    package let wayOut: String

    package init(_ name: String, wayOut: String) {
      self.name = name
      self.wayOut = wayOut
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
  /// The target that alone has the fault.
  package let scope: Scope?

  package init(
    _ severity: Severity, _ code: DiagnosticCode, at range: SourceRange?, _ message: String,
    help: String? = nil, notes: [Note] = [], fix: Fix? = nil, scope: Scope? = nil
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

  /// The same but for what is given.
  package func with(
    severity: Severity? = nil, help: String? = nil, scope: Scope? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity ?? self.severity, code, at: range, message, help: help ?? self.help, notes: notes,
      fix: fix, scope: scope ?? self.scope)
  }

  /// By what tells most of them apart: texts are long.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(range?.start)
  }
}
