import Diagnostics
import Planning

/// One artefact, read and compared: what can be done without the others.
struct ReadArtefact: Sendable {
  let wanted: ArtefactFacts
  let isThere: Bool
  /// `nil` where it can't be read; the reason is in the log.
  let observed: [DeploymentFact]?
  let findings: [FactFinding]
  let log: DiagnosticLog

  init(_ wanted: ArtefactFacts, _ artefact: VerifiedArtefact?, by reader: ArtefactReader) {
    var log = DiagnosticLog()
    let facts = artefact.flatMap { reader.facts(wanted, $0, into: &log) }
    self.wanted = wanted
    isThere = artefact != nil
    observed = facts?.observed
    findings =
      if let facts, let file = artefact?.file {
        FactComparison.findings(expected: facts.expected, observed: facts.observed, in: file)
      } else {
        []
      }
    self.log = log
  }
}
