package import Diagnostics

/// The codes of what `verify` finds.
package enum VerificationCodes {
  /// The artefact can't be read at all.
  package static let unreadable = DiagnosticCode(401)
  /// The manifest asks for an artefact that is not there.
  package static let missingArtefact = DiagnosticCode(402)
  /// An artefact is there that the manifest does not ask for.
  package static let strayArtefact = DiagnosticCode(403)
  /// The artefact states another value than the manifest.
  package static let different = DiagnosticCode(410)
  /// The artefact does not state what the manifest decides.
  package static let missing = DiagnosticCode(411)
  /// The artefact states what no line of the manifest asks for.
  package static let extra = DiagnosticCode(412)
  /// The artefact states it more often than once.
  package static let repeated = DiagnosticCode(413)
  /// The artefact states it behind what it must stand before.
  package static let misplaced = DiagnosticCode(414)
  /// The bytes differ from those that zdc wrote, and no fact does.
  package static let handEdit = DiagnosticCode(420)
  /// The artefact is as it was made, from another manifest than this one.
  package static let stale = DiagnosticCode(421)
  /// Two artefacts, or two parts of one, contradict each other.
  package static let crossCheck = DiagnosticCode(430)
}
