import Diagnostics
import Planning

/// One artefact, read and compared: what can be done without the others.
struct ReadArtefact: Sendable {
  let wanted: Expectation
  let isThere: Bool
  /// `nil` where it can't be read; the reason is in the log.
  let observed: [DeploymentFact]?
  let findings: [FactFinding]
  let log: DiagnosticLog

  init(_ wanted: Expectation, _ artefact: VerifiedArtefact?) {
    var log = DiagnosticLog()
    let read = artefact.flatMap { wanted.compare(with: $0, into: &log) }
    self.wanted = wanted
    isThere = artefact != nil
    observed = read?.observed
    findings = read?.findings ?? []
    self.log = log
  }
}
