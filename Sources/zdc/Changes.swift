import Backends
import Compilation
import ContentHashing
import Diagnostics
import JSONWriting
import ManifestModel
import OutputTrees

/// What a build would do to its folder.
struct Changes {
  /// What the folder's lock says; `nil` where there is none.
  private(set) var old: ArtefactLock?
  /// Files whose bytes or mode differ, the lock last.
  private(set) var written: [OutputFile] = []
  private(set) var removed: [String] = []
  /// Files in the way that the lock does not list, or that were edited and are no longer made.
  private(set) var strangers: [String] = []
  private(set) var unchanged = 0
  /// Of all that this build makes, the lock last; nothing where it leaves some alone.
  private(set) var sealed: [Seal.File] = []

  init(_ job: WriteJob, in folder: OutputFolder) throws {
    let lockBytes = try folder.read(ArtefactLock.path)?.bytes
    old = lockBytes.flatMap(ArtefactLock.read)
    let listed = Set((old?.artefacts ?? []).map(\.path))
    let made = Set(job.artefacts.map(\.file.path))
    let kept = Set(job.artefacts.filter(job.leavesAlone).map(\.file.path))
    for artefact in job.artefacts where !kept.contains(artefact.file.path) {
      try compare(artefact.file, isListed: listed.contains(artefact.file.path), in: folder)
    }
    if job.targets.isEmpty {
      for entry in old?.artefacts ?? [] where !made.contains(entry.path) {
        try removeStale(entry, in: folder)
      }
    }
    let lock = Changes.lock(job, old: old, kept: kept)
    let lockFile = Changes.file(lock)
    try compare(lockFile, isListed: old != nil || lockBytes == nil, in: folder)
    guard kept.isEmpty else { return }
    sealed = zip(lock.artefacts, job.artefacts).map { entry, artefact in
      Seal.File(path: entry.path, sha256: entry.sha256, isExecutable: artefact.file.isExecutable)
    }
    let lockEntry = ArtefactLock.Entry(path: lockFile.path, bytes: lockFile.bytes)
    sealed.append(Seal.File(path: lockEntry.path, sha256: lockEntry.sha256, isExecutable: false))
  }

  /// The same where the folder may not exist yet.
  init(_ job: WriteJob, existing folder: OutputFolder?) throws {
    if let folder {
      self = try Changes(job, in: folder)
    } else {
      written = job.artefacts.map(\.file) + [Changes.file(Changes.lock(job, old: nil, kept: []))]
    }
  }

  private mutating func compare(
    _ file: OutputFile, isListed: Bool, in folder: OutputFolder
  ) throws {
    guard let existing = try folder.read(file.path) else {
      written.append(file)
      return
    }
    if existing.bytes == file.bytes && existing.isExecutable == file.isExecutable {
      unchanged += 1
      return
    }
    if !isListed { strangers.append(file.path) }
    written.append(file)
  }

  private mutating func removeStale(
    _ entry: ArtefactLock.Entry, in folder: OutputFolder
  ) throws {
    guard let existing = try folder.read(entry.path) else { return }
    if ContentHash(of: existing.bytes).hexadecimal != entry.sha256 { strangers.append(entry.path) }
    removed.append(entry.path)
  }

  /// The lock of this build: other targets' entries stay as they were.
  private static func lock(
    _ job: WriteJob, old: ArtefactLock?, kept: Set<String>
  ) -> ArtefactLock {
    let before = Dictionary(
      (old?.artefacts ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let entries = job.artefacts.compactMap { artefact in
      kept.contains(artefact.file.path)
        ? before[artefact.file.path]
        : ArtefactLock.Entry(path: artefact.file.path, bytes: artefact.file.bytes)
    }
    return ArtefactLock(
      version: Version.number,
      manifest: ArtefactLock.Entry(
        path: job.place.surroundings.manifestPath, bytes: job.unit.source.bytes),
      sources: job.place.filesRead.all.map { ArtefactLock.Entry(path: $0.path, bytes: $0.bytes) },
      artefacts: entries)
  }

  private static func file(_ lock: ArtefactLock) -> OutputFile {
    let bytes = Array((JSONWriter(.pretty).text(lock.json) + "\n").utf8)
    return OutputFile(
      path: ArtefactLock.path, bytes: bytes,
      lineOrigins: Array(repeating: nil, count: bytes.count { $0 == UInt8(ascii: "\n") }))
  }
}
