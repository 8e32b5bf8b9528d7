import ContentHashing
package import Diagnostics
package import ManifestModel
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
  private let wanted: [ArtefactFacts]
  private var findings: [FactFinding] = []
  package private(set) var factCount = 0
  /// Paths of the artefacts whose facts were read.
  package private(set) var readPaths: [String] = []

  /// - Parameter facts: those that `plan` states, with the names that the artefacts give; `nil`:
  ///   made here.
  package init(
    _ plan: DeploymentPlan, _ artefacts: [VerifiedArtefact], facts: [ArtefactFacts]? = nil,
    help: String
  ) {
    self.plan = plan
    self.help = help
    self.artefacts = Dictionary(
      artefacts.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    wanted = facts ?? plan.facts(Self.contentNames(of: artefacts))
  }

  /// - Parameter targets: whose artefacts count; empty: all.
  package mutating func verify(targets: Set<Target> = [], into log: inout DiagnosticLog) {
    let asked = wanted.filter { wanted in
      wanted.target.map { targets.isEmpty || targets.contains($0) } ?? true
    }
    let reader = ArtefactReader(plan)
    let artefacts = artefacts
    let read = asked.parallelMap { wanted in
      ReadArtefact(wanted, artefacts[wanted.path], by: reader)
    }
    for artefact in read { note(artefact, into: &log) }
    report(into: &log)
  }

  /// The artefacts whose hashes are parts of names.
  package static let namesakes = ["docker/wrapper/entrypoint.sh", "docker/nginx/nginx-swarm.conf"]

  /// The parts of names that only the bytes of other artefacts tell.
  package static func contentNames(of artefacts: [VerifiedArtefact]) -> ContentNames {
    func hash(_ path: String) -> String {
      artefacts.first { $0.path == path }.map { ContentHash(of: $0.file.bytes).short }
        ?? "(\(path) is missing)"
    }
    return ContentNames(
      wrapper: hash(namesakes[0]), swarmConf: hash(namesakes[1]))
  }

  private func reportMissing(_ wanted: ArtefactFacts, into log: inout DiagnosticLog) {
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
    for finding in findings {
      log.report(finding.diagnostic(help: help, others: others(than: finding)))
    }
    log.append(CrossChecks.log(of: stated, texts: ManifestTexts(plan), help: help))
  }

  /// Where other artefacts state the same line of the manifest as it says.
  private func others(than finding: FactFinding) -> [SourceRange] {
    guard let wanted = finding.expected, let origin = wanted.origin else { return [] }
    var places: [SourceRange] = []
    for artefact in self.wanted {
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
