import Diagnostics
import Planning

/// One artefact, read and compared: what can be done without the others.
struct ReadArtefact: Sendable {
  let wanted: FreshArtefact
  let isThere: Bool
  /// `nil` where it can't be read; the reason is in the log.
  let observed: [DeploymentFact]?
  let findings: [FactFinding]
  let log: DiagnosticLog

  init(_ wanted: FreshArtefact, _ artefact: VerifiedArtefact?) {
    var log = DiagnosticLog()
    self.wanted = wanted
    isThere = artefact != nil
    observed = artefact.flatMap { ArtefactReader.facts(of: $0, into: &log) }
    findings =
      if let observed, let file = artefact?.file, file.bytes != wanted.file.bytes {
        FactComparison.findings(expected: wanted.facts(), observed: observed, in: file)
      } else {
        []
      }
    self.log = log
  }
}
