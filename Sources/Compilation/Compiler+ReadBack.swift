package import Backends
package import Diagnostics
import OutputTrees
import ParallelWork
package import Planning
import Verification

extension Compiler {
  /// Reads the artefacts back as the verifier would: every property of the plan has to stand in its
  /// places, and the artefacts have to fit together. Whatever is in the log then is a fault of zdc.
  ///
  /// - Parameter folder: the output folder as messages name it.
  package static func contradictions(
    in artefacts: [Artefact], of plan: DeploymentPlan, folder: String
  ) -> DiagnosticLog {
    let files = readBack(artefacts, folder: folder)
    let help = "this is a fault of zdc: report it together with the manifest"
    let (properties, fitting) = both(
      { PropertyCheck.findings(of: plan, in: files) },
      meanwhile: {
        var log = DiagnosticLog()
        var verifier = Verifier(
          plan, files, fresh: artefacts.map(FreshArtefact.init), readsAll: true,
          help: help)
        verifier.verify(into: &log)
        return log
      })
    var log = DiagnosticLog()
    for finding in properties { log.report(finding.diagnostic(help: help)) }
    log.append(fitting)
    return log
  }

  /// Artefacts as a reader finds them.
  static func readBack(_ artefacts: [Artefact], folder: String) -> [VerifiedArtefact] {
    artefacts.parallelMap { artefact in
      var file = VerifiedArtefact(
        path: artefact.file.path,
        file: SourceFile(path: "\(folder)/\(artefact.file.path)", bytes: artefact.file.bytes))
      file.readAhead()
      return file
    }
  }
}
