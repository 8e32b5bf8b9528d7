import Compilation
import Diagnostics
import Verification

/// What an output folder holds: its lock and the bytes of the artefacts that this names; others when
/// they are asked for.
struct FoundArtefacts: Sendable {
  /// `nil` where there is none, or none of ours.
  let lock: ArtefactLock?
  /// What `kubectl apply -f kubernetes/` takes, whoever put it there.
  let applied: [String]
  private let folder: String
  private let named: [String: VerifiedArtefact]

  /// `nil` where there is no such folder.
  init?(in path: String) throws(FileFault) {
    guard let folder = try OutputFolder.open(path, creating: false) else { return nil }
    lock = try folder.read(ArtefactLock.path).flatMap { ArtefactLock.read($0.bytes) }
    var named: [String: VerifiedArtefact] = [:]
    for entry in lock?.artefacts ?? [] where named[entry.path] == nil {
      named[entry.path] = try Self.artefact(entry.path, in: folder)
    }
    applied = try folder.names(in: "kubernetes").filter { name in
      [".yml", ".yaml", ".json"].contains(where: name.hasSuffix)
    }.map { "kubernetes/\($0)" }
    self.folder = path
    self.named = named
  }

  /// The artefact at `path`; `nil` where there is none.
  func artefact(_ path: String) throws(FileFault) -> VerifiedArtefact? {
    if let artefact = named[path] { return artefact }
    return try OutputFolder.open(folder, creating: false).flatMap { folder throws(FileFault) in
      try Self.artefact(path, in: folder)
    }
  }

  private static func artefact(
    _ path: String, in folder: OutputFolder
  ) throws(FileFault) -> VerifiedArtefact? {
    guard let content = try folder.read(path) else { return nil }
    return VerifiedArtefact(
      path: path, file: SourceFile(path: "\(folder.path)/\(path)", bytes: content.bytes))
  }
}
