package import Backends
package import Diagnostics
import OutputTrees
package import Planning
import Verification

extension Compiler {
  /// Reads the artefacts back as the verifier would and holds them against the plan: whatever is in
  /// the log then is a fault of zdc itself.
  ///
  /// - Parameter folder: the output folder as messages name it.
  package static func contradictions(
    in artefacts: [Artefact], of plan: DeploymentPlan, folder: String
  ) -> DiagnosticLog {
    var log = DiagnosticLog()
    var verifier = Verifier(
      plan,
      artefacts.map { artefact in
        VerifiedArtefact(
          path: artefact.file.path,
          file: SourceFile(
            path: "\(folder)/\(artefact.file.path)", bytes: artefact.file.bytes))
      }, help: "this is a fault of zdc: report it together with the manifest")
    verifier.verify(into: &log)
    return log
  }
}
