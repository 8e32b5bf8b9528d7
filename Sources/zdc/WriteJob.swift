import ArgumentParser
import Backends
import Compilation
import ContentHashing
import Diagnostics
import JSONWriting
import ManifestModel
import OutputTrees

/// Puts artefacts into their folder: only what changes, all of it or nothing.
struct WriteJob {
  let unit: ManifestUnit
  let place: ManifestPlace
  let artefacts: [Artefact]
  /// Empty: all.
  let targets: Set<Target>
  let force: Bool

  /// Writes, and says how much.
  ///
  /// - Returns: all files as they are now.
  func write() throws -> [Seal.File] {
    guard let folder = try OutputFolder.open(place.output, creating: true) else {
      throw FileFault(place.output, reason: "the folder went away")
    }
    let changes = try Changes(self, in: folder)
    try refuseOtherManifest(changes.old)
    try refuseStrangers(changes)
    var staged: [String] = []
    do throws(FileFault) {
      for file in changes.written {
        staged.append(file.path)
        try folder.stage(file.path, bytes: file.bytes, isExecutable: file.isExecutable)
      }
      for file in changes.written { try folder.commit(file.path) }
      for path in changes.removed { try folder.remove(path) }
    } catch {
      for path in staged { folder.discard(path) }
      throw error
    }
    // What a killed run had staged of files that this one need not write.
    folder.discardAll(of: artefacts.map(\.file.path) + [ArtefactLock.path])
    Terminal.complain(
      "\(place.output): \(changes.written.count) written, \(changes.removed.count) removed, "
        + "\(changes.unchanged) unchanged\n")
    return changes.sealed
  }

  /// Whether `--target` named others.
  func leavesAlone(_ artefact: Artefact) -> Bool {
    artefact.target.map { !targets.isEmpty && !targets.contains($0) } ?? false
  }

  /// `--dry-run`
  func list() throws {
    let folder = try OutputFolder.open(place.output, creating: false)
    let changes = try Changes(self, existing: folder)
    for file in changes.written { Terminal.print("write \(file.path.visible)\n") }
    for path in changes.removed { Terminal.print("remove \(path.visible)\n") }
  }

  /// The artefacts of another manifest would be taken away one by one. One that was renamed is gone
  /// from where the lock says that it was.
  private func refuseOtherManifest(_ lock: ArtefactLock?) throws {
    guard !force, let lock, lock.manifest.path != place.surroundings.manifestPath,
      WorkingPath.exists("\(place.output)/\(lock.manifest.path)")
    else { return }
    Terminal.complain(
      "zdc: \(place.output.quoted.visible) holds what was made from "
        + "\(lock.manifest.path.quoted.visible); name another project or folder (-o), or say --force\n"
    )
    throw ExitCode.cannotCreate
  }

  private func refuseStrangers(_ changes: Changes) throws {
    guard !force, !changes.strangers.isEmpty else { return }
    for path in changes.strangers {
      Terminal.complain(
        "zdc: \("\(place.output)/\(path)".quoted.visible) was not made by zdc, or was changed and is no "
          + "longer made; move it away, or say --force\n")
    }
    throw ExitCode.cannotCreate
  }
}
