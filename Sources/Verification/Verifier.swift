import ContentHashing
package import Diagnostics
import ParallelWork
package import Planning

/// Holds artefacts against a plan, fact by fact.
package struct Verifier {
  private let plan: DeploymentPlan
  private let artefacts: [String: VerifiedArtefact]
  /// What to do about a contradiction.
  private let help: String
  /// What each artefact states, as far as it was read.
  private var stated: [CrossChecks.Stated] = []
  private let wanted: [Expectation]
  private var findings: [FactFinding] = []
  package private(set) var factCount = 0
  /// Paths of the artefacts whose facts were read.
  package private(set) var readPaths: [String] = []

  /// Against the facts of the plan alone, with the names that the artefacts give.
  package init(_ plan: DeploymentPlan, _ artefacts: [VerifiedArtefact], help: String) {
    let reader = PlannedReader(plan)
    self.init(
      plan, artefacts,
      against: plan.facts(Self.contentNames(of: artefacts)).map { .planned($0, reader) },
      help: help)
  }

  /// - Parameter fresh: what zdc makes of the manifest now.
  package init(
    _ plan: DeploymentPlan, _ artefacts: [VerifiedArtefact], fresh: [FreshArtefact], help: String
  ) {
    self.init(
      plan, artefacts, against: fresh.filter(\.statesFacts).map { .fresh($0) }, help: help)
  }

  private init(
    _ plan: DeploymentPlan, _ artefacts: [VerifiedArtefact], against wanted: [Expectation],
    help: String
  ) {
    self.plan = plan
    self.help = help
    self.artefacts = Dictionary(
      artefacts.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.wanted = wanted
  }

  package mutating func verify(into log: inout DiagnosticLog) {
    let artefacts = artefacts
    for artefact in wanted.parallelMap({ ReadArtefact($0, artefacts[$0.path]) }) {
      note(artefact, into: &log)
    }
    report(into: &log)
  }

  /// The artefacts whose hashes are parts of names.
  private static let namesakes = ["docker/wrapper/entrypoint.sh", "docker/nginx/nginx-swarm.conf"]

  /// The parts of names that only the bytes of other artefacts tell.
  package static func contentNames(of artefacts: [VerifiedArtefact]) -> ContentNames {
    func hash(_ path: String) -> String {
      artefacts.first { $0.path == path }.map { ContentHash(of: $0.file.bytes).short }
        ?? "(\(path) is missing)"
    }
    return ContentNames(
      wrapper: hash(namesakes[0]), swarmConf: hash(namesakes[1]))
  }

  private func reportMissing(_ wanted: Expectation, into log: inout DiagnosticLog) {
    log.error(
      VerificationCodes.missingArtefact, at: plan.project.name.origin.range,
      "the manifest asks for '\(wanted.path)', and it is not there", help: help)
  }

  private mutating func note(_ artefact: ReadArtefact, into log: inout DiagnosticLog) {
    guard artefact.isThere else { return reportMissing(artefact.wanted, into: &log) }
    log.append(artefact.log)
    guard let observed = artefact.observed else { return }
    let wanted = artefact.wanted
    readPaths.append(wanted.path)
    factCount += observed.count
    stated.append(
      CrossChecks.Stated(path: wanted.path, target: wanted.target, facts: observed))
    findings += artefact.findings
  }

  // MARK: Reports

  private func report(into log: inout DiagnosticLog) {
    let known = findings.isEmpty ? [] : wanted.map { ($0.path, $0.facts) }
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
