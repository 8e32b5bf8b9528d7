import ContentHashing
package import Diagnostics
import ManifestModel
import ParallelWork
package import Planning
package import Verification

/// `zdc verify` without its file system: artefacts against the manifest's facts, then against the
/// checksums of the lock.
package struct ArtefactCheck {
  private let plan: DeploymentPlan
  private let unit: ManifestUnit
  /// `nil`: facts alone.
  private let lock: ArtefactLock?
  private let facts: [ArtefactFacts]
  /// Paths of the artefacts that the plan states facts of.
  private let asked: Set<String>
  private let artefacts: [VerifiedArtefact]
  private let command: String

  package private(set) var log = DiagnosticLog()
  /// What was read: `1234 facts in 9 artefacts`.
  package private(set) var summary = ""

  /// - Parameters:
  ///   - facts: those that `plan` states.
  ///   - applied: what `kubectl apply -f kubernetes/` would take.
  ///   - command: what makes the artefacts again, for messages.
  ///   - read: the artefact of a path; `nil` where there is none.
  package init(
    _ plan: DeploymentPlan, _ facts: [ArtefactFacts], of unit: ManifestUnit, lock: ArtefactLock?,
    applied: [String], command: String, reading read: (String) throws -> VerifiedArtefact?
  ) rethrows {
    self.plan = plan
    self.unit = unit
    self.lock = lock
    self.command = command
    self.facts = facts
    asked = Set(facts.map(\.path))
    var seen: Set<String> = []
    let paths = facts.map(\.path) + (lock?.artefacts ?? []).map(\.path)
    artefacts = try paths.filter { seen.insert($0).inserted }.compactMap(read)
    check()
    reportStrangers(applied)
  }

  private mutating func check() {
    var verifier = Verifier(plan, artefacts, facts: facts, help: "run \(command)")
    verifier.verify(into: &log)
    var summary = "\(verifier.factCount) facts in \(verifier.readPaths.count) artefacts"
    if let lock {
      let contradicted = Set(log.sorted.compactMap(\.range?.file.path))
      compare(lock, contradicted, read: Set(verifier.readPaths))
      reportStrays(lock)
      summary += ", \(lock.artefacts.count) checksums"
    }
    self.summary = summary
  }

  private mutating func compare(
    _ lock: ArtefactLock, _ contradicted: Set<String>, read: Set<String>
  ) {
    let isFresh =
      lock.manifest.sha256 == ContentHash(of: unit.source.bytes).hexadecimal
    if !isFresh {
      log.error(
        VerificationCodes.stale, at: unit.source.beginning,
        "the manifest is not the one that the artefacts were made from", help: "run \(command)")
    }
    let hashes = Dictionary(
      artefacts.parallelMap { ($0.path, ($0.file, ContentHash(of: $0.file.bytes).hexadecimal)) },
      uniquingKeysWith: { first, _ in first })
    for entry in lock.artefacts {
      guard let (file, hash) = hashes[entry.path] else {
        log.error(
          VerificationCodes.missingArtefact, at: nil,
          "'\(entry.path)' was made by zdc, and it is not there", help: "run \(command)")
        continue
      }
      guard !contradicted.contains(file.path), hash != entry.sha256 else { continue }
      log.error(
        VerificationCodes.handEdit, at: file.beginning,
        read.contains(entry.path)
          ? "edited by hand: no fact differs, but zdc wrote other bytes"
          : "edited by hand: zdc wrote other bytes, and there are no facts here to compare",
        help: "put the change into the manifest, or run \(command) to undo it")
    }
  }

  /// Files that would be applied with the artefacts, and that the plan does not ask for.
  private mutating func reportStrangers(_ applied: [String]) {
    guard plan.plan(for: .kubernetes) != nil else { return }
    for path in applied where !asked.contains(path) {
      log.error(
        VerificationCodes.strayArtefact, at: nil,
        "'\(path)' is no artefact of this manifest, and 'kubectl apply -f kubernetes/' takes it too",
        help: "move it elsewhere, or remove it; kustomization.yaml is for what is yours")
    }
  }

  /// Artefacts of the lock whose facts the plan would state, if it asked for them.
  private mutating func reportStrays(_ lock: ArtefactLock) {
    let known = [
      "docker/docker-compose.blue-green", "docker/nginx/nginx-", "docker/nginx/upstreams/",
    ]
    for entry in lock.artefacts
    where !asked.contains(entry.path) && known.contains(where: { entry.path.hasPrefix($0) }) {
      guard let file = artefacts.first(where: { $0.path == entry.path })?.file else { continue }
      log.error(
        VerificationCodes.strayArtefact, at: file.beginning,
        "the manifest does not ask for this artefact", help: "run \(command)")
    }
  }
}
