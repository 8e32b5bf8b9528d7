package import Backends
import ContentHashing
package import Diagnostics
import ManifestModel
import OutputTrees
import ParallelWork
package import Planning
package import Verification

/// `zdc verify` without its file system: artefacts against what zdc makes of the manifest now. The
/// lock tells only what else was made: it can be edited along with an artefact.
package struct ArtefactCheck {
  private let plan: DeploymentPlan
  private let unit: ManifestUnit
  /// `nil`: facts alone.
  private let lock: ArtefactLock?
  /// What zdc makes of the manifest now.
  private let fresh: [FreshArtefact]
  private let asked: Set<String>
  private let artefacts: [VerifiedArtefact]
  private let command: String

  package private(set) var log = DiagnosticLog()
  /// What was compared: `36 artefacts, byte by byte`.
  package private(set) var summary = ""

  /// - Parameters:
  ///   - made: what zdc makes of the manifest now.
  ///   - applied: what `kubectl apply -f kubernetes/` would take.
  ///   - command: what makes the artefacts again, for messages.
  ///   - read: the artefact of a path; `nil` where there is none.
  package init(
    _ plan: DeploymentPlan, _ made: [Artefact], of unit: ManifestUnit, lock: ArtefactLock?,
    applied: [String], command: String, reading read: (String) throws -> VerifiedArtefact?
  ) rethrows {
    self.plan = plan
    self.unit = unit
    self.lock = lock
    self.command = command
    fresh = made.map(FreshArtefact.init)
    asked = Set(fresh.map(\.path))
    var seen: Set<String> = []
    let paths = fresh.map(\.path) + (lock?.artefacts ?? []).map(\.path)
    artefacts = try paths.filter { seen.insert($0).inserted }.compactMap(read)
    check()
    reportStrangers(applied)
  }

  private mutating func check() {
    var verifier = Verifier(plan, artefacts, fresh: fresh, help: "run \(command)")
    verifier.verify(into: &log)
    let found = Dictionary(
      artefacts.map { ($0.path, $0.file) }, uniquingKeysWith: { first, _ in first })
    let others = fresh.filter { !$0.isSame(as: found[$0.path]) }
    summary = "\(fresh.count) artefacts, "
    summary += others.isEmpty ? "byte by byte" : "\(others.count) of them by what they say"
    if let lock {
      let contradicted = Set(log.sorted.compactMap(\.range?.file.path))
      reportStale(lock)
      compareBytes(of: others, found, contradicted)
      reportWrongChecksums(lock)
      reportStrays(lock)
    }
  }

  private mutating func reportStale(_ lock: ArtefactLock) {
    guard lock.manifest.sha256 != ContentHash(of: unit.source.bytes).hexadecimal else { return }
    log.error(
      VerificationCodes.stale, at: unit.source.beginning,
      "the manifest is not the one that the artefacts were made from", help: "run \(command)")
  }

  private mutating func compareBytes(
    of others: [FreshArtefact], _ found: [String: SourceFile], _ contradicted: Set<String>
  ) {
    for artefact in others {
      guard let file = found[artefact.path], !contradicted.contains(file.path),
        let place = artefact.firstDifference(in: file)
      else { continue }
      log.error(
        VerificationCodes.handEdit, at: place,
        "edited by hand: no fact differs, but zdc writes other bytes",
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

  /// A lock that does not name the bytes that are there, which are those of this manifest.
  private mutating func reportWrongChecksums(_ lock: ArtefactLock) {
    let told = Dictionary(
      lock.artefacts.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    let hashes = artefacts.parallelMap { ContentHash(of: $0.file.bytes).hexadecimal }
    let edited = Set(log.sorted.compactMap(\.range?.file.path))
    for (artefact, hash) in zip(artefacts, hashes)
    where asked.contains(artefact.path) && !edited.contains(artefact.file.path) {
      guard let entry = told[artefact.path], entry != hash else { continue }
      log.error(
        VerificationCodes.handEdit, at: nil,
        "\(ArtefactLock.path) has another checksum for '\(artefact.path)' than the file has",
        help: "run \(command)")
    }
  }

  /// Artefacts of the lock that the plan does not ask for: the next build takes them away.
  private mutating func reportStrays(_ lock: ArtefactLock) {
    for entry in lock.artefacts where !asked.contains(entry.path) {
      guard let file = artefacts.first(where: { $0.path == entry.path })?.file else { continue }
      log.error(
        VerificationCodes.strayArtefact, at: file.beginning,
        "the manifest does not make this artefact", help: "run \(command)")
    }
  }
}

extension FreshArtefact {
  package init(_ artefact: Artefact) {
    self.init(
      path: artefact.file.path, target: artefact.target, bytes: artefact.file.bytes,
      lineOrigins: artefact.file.lineOrigins)
  }
}
