import Synchronization

/// The files that a manifest names, each read once, however many colours and targets use it.
final class ReadFiles: Sendable {
  /// In the order of first use; `nil`: not readable.
  private let entries = Mutex<[(path: String, bytes: [UInt8]?)]>([])

  /// The bytes at `path`, which `place` turns into a path of the file system.
  func bytes(_ path: String, at place: (String) -> String) -> [UInt8]? {
    entries.withLock { entries in
      if let known = entries.first(where: { $0.path == path }) { return known.bytes }
      let bytes = try? InputFile.read(place(path))
      entries.append((path, bytes))
      return bytes
    }
  }

  var all: [(path: String, bytes: [UInt8])] {
    entries.withLock { $0.map { ($0.path, $0.bytes ?? []) } }
  }
}
