package import Diagnostics
package import Planning

/// One artefact, read and compared: what can be done without the others.
package struct ReadArtefact: Sendable {
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
    observed = artefact.flatMap { ReadArtefact.observed(in: $0, of: wanted, into: &log) }
    findings =
      if let observed, let artefact, artefact.file.bytes != wanted.file.bytes {
        ReadArtefact.findings(of: wanted, wanted.facts(), observed, in: artefact.file)
      } else {
        []
      }
    self.log = log
  }

  /// What an artefact states. Of one that can't be read, the first line that is not as it should be
  /// is told: the fault may show far below it.
  package static func observed(
    in artefact: VerifiedArtefact, of wanted: FreshArtefact, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    var own = DiagnosticLog()
    let facts = ArtefactReader.facts(of: artefact, into: &own)
    guard facts == nil, let first = wanted.firstDifference(in: artefact.file) else {
      log.append(own)
      return facts
    }
    let note = Diagnostic.Note("zdc writes this line otherwise", at: first)
    for fault in own.sorted {
      log.report(
        Diagnostic(
          fault.severity, fault.code, at: fault.range, fault.message, help: fault.help,
          notes: fault.notes + [note]))
    }
    return nil
  }

  /// What one artefact contradicts, whatever the others say.
  ///
  /// - Parameters:
  ///   - expected: what the fresh one states.
  ///   - observed: what the one in the file states.
  package static func findings(
    of wanted: FreshArtefact, _ expected: [DeploymentFact], _ observed: [DeploymentFact],
    in file: SourceFile
  ) -> [FactFinding] {
    var findings = FactComparison.findings(
      expected: expected, observed: observed, in: file, fresh: wanted.file)
    if TextLines.areRead(wanted.path) {
      findings += LineComparison.findings(
        of: wanted, TextLines.of(file, at: wanted.path), in: file)
    }
    return findings
  }
}
