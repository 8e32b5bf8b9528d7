package import Diagnostics
package import ManifestModel
package import Planning

/// A property that an artefact states otherwise than the plan.
package struct PropertyFinding: Sendable {
  package let target: Target
  package let subject: FactSubject
  /// In the manifest's words: `stop.grace`.
  package let property: String
  /// `nil` where nothing may stand there.
  package let expected: String?
  /// `nil` where nothing stands there.
  package let found: String?
  /// Of the value in the manifest.
  package let origin: Origin?
  /// In the artefact; of what is missing, the nearest thing around it.
  package let place: SourceRange?
  /// The keys that lead to it, as a patch of that artefact would have them.
  package let keys: [String]
  /// Relative to the output folder.
  package let path: String
  /// `Deployment/api`, where that file holds several objects.
  package let object: String

  package func diagnostic(help: String) -> Diagnostic {
    Diagnostic(
      .error, code, at: place, message, help: help,
      notes: origin.map { [Diagnostic.Note("the manifest says so here", at: $0.range)] } ?? [])
  }

  /// `'stop.grace' of service web-blue is '3s', and '60s' by the manifest`
  package var message: String {
    switch (expected, found) {
    case (let expected?, let found?):
      "'\(property)' of \(subject) is '\(found)', and '\(expected)' by the manifest"
    case (let expected?, nil):
      "'\(property)' of \(subject) is missing; it is '\(expected)' by the manifest"
    case (nil, let found):
      "nothing in the manifest makes '\(property)' of \(subject), '\(found ?? "")'"
    }
  }

  private var code: DiagnosticCode {
    expected == nil
      ? VerificationCodes.extra
      : found == nil ? VerificationCodes.missing : VerificationCodes.different
  }
}
