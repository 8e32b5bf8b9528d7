package import Diagnostics
import ParallelWork
package import Planning

/// Holds artefacts against what zdc makes of the manifest now, fact by fact, and against each other.
package struct Verifier {
  private let plan: DeploymentPlan
  private let artefacts: [String: VerifiedArtefact]
  /// What to do about a contradiction.
  private let help: String
  /// What each artefact states, as far as it was read.
  private var stated: [CrossChecks.Stated] = []
  private let wanted: [FreshArtefact]
  private let readsAll: Bool
  private var findings: [FactFinding] = []

  /// - Parameters:
  ///   - fresh: what zdc makes of the manifest now.
  ///   - readsAll: whether artefacts are read that are the fresh ones, byte by byte, as a build
  ///     needs it, whose own faults would show nowhere else.
  package init(
    _ plan: DeploymentPlan, _ artefacts: [VerifiedArtefact], fresh: [FreshArtefact],
    readsAll: Bool = false, help: String
  ) {
    self.plan = plan
    self.help = help
    self.artefacts = Dictionary(
      artefacts.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.readsAll = readsAll
    wanted = fresh
  }

  package mutating func verify(into log: inout DiagnosticLog) {
    let artefacts = artefacts
    // What is the same byte by byte says the same.
    guard readsAll || wanted.contains(where: { !$0.isSame(as: artefacts[$0.path]?.file) }) else {
      return
    }
    for artefact in wanted.parallelMap({ ReadArtefact($0, artefacts[$0.path]) }) {
      note(artefact, into: &log)
    }
    report(into: &log)
  }

  private func reportMissing(_ wanted: FreshArtefact, into log: inout DiagnosticLog) {
    log.error(
      VerificationCodes.missingArtefact, at: plan.project.name.origin.range,
      "the manifest makes '\(wanted.path)', and it is not there", help: help)
  }

  private mutating func note(_ artefact: ReadArtefact, into log: inout DiagnosticLog) {
    guard artefact.isThere else { return reportMissing(artefact.wanted, into: &log) }
    log.append(artefact.log)
    guard let observed = artefact.observed else { return }
    findings += artefact.findings
    guard !observed.isEmpty else { return }
    let wanted = artefact.wanted
    stated.append(
      CrossChecks.Stated(path: wanted.path, target: wanted.target, facts: observed))
  }

  // MARK: Reports

  private func report(into log: inout DiagnosticLog) {
    let known = findings.isEmpty ? [] : wanted.map { ($0.path, $0.facts()) }
    for finding in findings {
      log.report(finding.diagnostic(help: help, others: others(than: finding, among: known)))
    }
    log.append(CrossChecks.log(of: stated, texts: ManifestTexts(plan), help: help))
  }

  /// Where other artefacts state the same line of the manifest as it says.
  private func others(
    than finding: FactFinding, among known: [(path: String, facts: [DeploymentFact])]
  ) -> [SourceRange] {
    guard let wanted = finding.expected, let origin = wanted.origin else { return [] }
    var places: [SourceRange] = []
    for artefact in known {
      guard let read = stated.first(where: { $0.path == artefact.path }) else { continue }
      let file = artefacts[artefact.path]?.file
      let fact = artefact.facts.first { fact in
        fact.value == wanted.value && fact.origin?.range == origin.range
          && !(fact.isAbout(wanted) && finding.place.file.path == file?.path)
      }
      guard let fact, let place = read.facts.first(where: { $0.agrees(with: fact) })?.origin?.range
      else { continue }
      places.append(place)
      if places.count == 3 { break }
    }
    return places
  }
}
