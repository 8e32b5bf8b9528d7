package import Backends
package import Diagnostics
import OutputTrees
import ParallelWork
package import Planning
import Verification

extension Compiler {
  /// As `checked`, for who needs no more than the faults.
  package static func contradictions(
    in artefacts: [Artefact], of plan: DeploymentPlan, folder: String
  ) -> DiagnosticLog {
    checked(artefacts, of: plan, folder: folder).contradictions
  }

  /// Reads the artefacts back as the verifier would: every property of the plan has to stand in its
  /// places, and the artefacts have to fit together.
  ///
  /// - Parameters:
  ///   - folder: the output folder as messages name it.
  ///   - quickly: whether YAML in zdc's own form is read by the reader of that form; libyaml reads
  ///     all others.
  package static func checked(
    _ artefacts: [Artefact], of plan: DeploymentPlan, folder: String, quickly: Bool = false
  ) -> ReadBack {
    let files = readBack(artefacts, folder: folder, quickly: quickly)
    let help = "this is a fault of zdc: report it together with the manifest"
    let (properties, (fitting, verifier)) = both(
      { PropertyCheck.findings(of: plan, in: files) },
      meanwhile: {
        var log = DiagnosticLog()
        var verifier = Verifier(
          plan, files, fresh: artefacts.map(FreshArtefact.init), readsAll: true,
          help: help)
        verifier.verify(into: &log)
        return (log, verifier)
      })
    var log = DiagnosticLog()
    for finding in properties { log.report(finding.diagnostic(help: help)) }
    log.append(fitting)
    return ReadBack(contradictions: log, files: files, verifier: verifier)
  }

  /// Artefacts as they were read back.
  package struct ReadBack: Sendable {
    /// Whatever is in it is a fault of zdc.
    package let contradictions: DiagnosticLog
    let files: [VerifiedArtefact]
    let verifier: Verifier
  }

  /// Artefacts as a reader finds them.
  static func readBack(
    _ artefacts: [Artefact], folder: String, quickly: Bool = false
  ) -> [VerifiedArtefact] {
    artefacts.parallelMap { artefact in
      var file = VerifiedArtefact(
        path: artefact.file.path,
        file: SourceFile(path: "\(folder)/\(artefact.file.path)", bytes: artefact.file.bytes))
      file.readAhead(isFresh: quickly)
      return file
    }
  }
}
