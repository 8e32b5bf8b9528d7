import ContentHashing
package import Diagnostics
import ManifestModel
package import Planning
package import Verification

/// `zdc verify` without its file system: artefacts against the manifest's facts, then against the
/// checksums of the lock.
package struct ArtefactCheck {
  private let plan: DeploymentPlan
  private let unit: ManifestUnit
  /// `nil`: facts alone.
  private let lock: ArtefactLock?
  private let artefacts: [VerifiedArtefact]
  private let command: String

  package private(set) var log = DiagnosticLog()
  /// What was read: `1234 facts in 9 artefacts`.
  package private(set) var summary = ""

  /// - Parameter command: what makes the artefacts again, for messages.
  package init(
    _ plan: DeploymentPlan, of unit: ManifestUnit, lock: ArtefactLock?,
    artefacts: [VerifiedArtefact], command: String
  ) {
    self.plan = plan
    self.unit = unit
    self.lock = lock
    self.artefacts = artefacts
    self.command = command
    check()
  }

  /// The artefacts that the plan or the lock name: those to read.
  package static func paths(of plan: DeploymentPlan, lock: ArtefactLock?) -> [String] {
    var seen: Set<String> = []
    // The wrapper states no facts; its content is part of names.
    let asked =
      plan.facts(.unknown).map(\.path) + ["docker/wrapper/entrypoint.sh"]
      + (lock?.artefacts ?? []).map(\.path)
    return asked.filter { seen.insert($0).inserted }
  }

  private mutating func check() {
    var verifier = Verifier(plan, artefacts, help: "run \(command)")
    verifier.verify(into: &log)
    var summary = "\(verifier.factCount) facts in \(verifier.readPaths.count) artefacts"
    if let lock {
      let contradicted = Set(log.sorted.compactMap(\.range?.file.path))
      compare(lock, contradicted)
      reportStrays(lock, asked: verifier.askedPaths)
      summary += ", \(lock.artefacts.count) checksums"
    }
    self.summary = summary
  }

  private mutating func compare(_ lock: ArtefactLock, _ contradicted: Set<String>) {
    let isFresh =
      lock.manifest.sha256 == ContentHash(of: unit.source.bytes).hexadecimal
    if !isFresh {
      log.error(
        VerificationCodes.stale, at: unit.source.beginning,
        "the manifest is not the one that the artefacts were made from", help: "run \(command)")
    }
    let files = Dictionary(
      artefacts.map { ($0.path, $0.file) }, uniquingKeysWith: { first, _ in first })
    for entry in lock.artefacts {
      guard let file = files[entry.path] else {
        log.error(
          VerificationCodes.missingArtefact, at: nil,
          "'\(entry.path)' was made by zdc, and it is not there", help: "run \(command)")
        continue
      }
      guard !contradicted.contains(file.path),
        ContentHash(of: file.bytes).hexadecimal != entry.sha256
      else { continue }
      log.error(
        VerificationCodes.handEdit, at: file.beginning,
        "edited by hand: no fact differs, but zdc wrote other bytes",
        help: "put the change into the manifest, or run \(command) to undo it")
    }
  }

  /// Artefacts of the lock whose facts the plan would state, if it asked for them.
  private mutating func reportStrays(_ lock: ArtefactLock, asked: Set<String>) {
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
