import Backends
import Compilation
import ContentHashing
import Diagnostics
import JSONWriting
import ManifestModel
import OutputTrees

/// What a build would do to its folder.
struct Changes {
  /// Files whose bytes or mode differ, the lock last.
  private(set) var written: [OutputFile] = []
  private(set) var removed: [String] = []
  /// Files in the way that the lock does not list, or that were edited and are no longer made.
  private(set) var strangers: [String] = []
  private(set) var unchanged = 0

  init(_ job: WriteJob, in folder: OutputFolder) throws {
    let lockBytes = try folder.read(ArtefactLock.path)?.bytes
    let old = lockBytes.flatMap(ArtefactLock.read)
    let listed = Set((old?.artefacts ?? []).map(\.path))
    let made = Set(job.artefacts.map(\.file.path))
    var kept: Set<String> = []
    for artefact in job.artefacts {
      if let target = artefact.target, !job.targets.isEmpty, !job.targets.contains(target) {
        kept.insert(artefact.file.path)
        continue
      }
      try compare(artefact.file, isListed: listed.contains(artefact.file.path), in: folder)
    }
    if job.targets.isEmpty {
      for entry in old?.artefacts ?? [] where !made.contains(entry.path) {
        try removeStale(entry, in: folder)
      }
    }
    let lock = Changes.lock(job, old: old, kept: kept)
    try compare(lock, isListed: old != nil || lockBytes == nil, in: folder)
  }

  /// The same where the folder may not exist yet.
  init(_ job: WriteJob, existing folder: OutputFolder?) throws {
    if let folder {
      self = try Changes(job, in: folder)
    } else {
      written = job.artefacts.map(\.file) + [Changes.lock(job, old: nil, kept: [])]
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
  ) -> OutputFile {
    let before = Dictionary(
      (old?.artefacts ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let entries = job.artefacts.compactMap { artefact in
      kept.contains(artefact.file.path)
        ? before[artefact.file.path]
        : ArtefactLock.Entry(path: artefact.file.path, bytes: artefact.file.bytes)
    }
    let lock = ArtefactLock(
      version: Version.number,
      manifest: ArtefactLock.Entry(
        path: job.place.surroundings.manifestPath, bytes: job.unit.source.bytes),
      sources: job.place.filesRead.all.map { ArtefactLock.Entry(path: $0.path, bytes: $0.bytes) },
      artefacts: entries)
    let bytes = Array((JSONWriter(.pretty).text(lock.json) + "\n").utf8)
    return OutputFile(
      path: ArtefactLock.path, bytes: bytes,
      lineOrigins: Array(repeating: nil, count: bytes.count { $0 == UInt8(ascii: "\n") }))
  }
}
