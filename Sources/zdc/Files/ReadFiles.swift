import ContentHashing
import Synchronization

/// The files that a manifest names, each read once, however many colours and targets use it.
final class ReadFiles: Sendable {
  private struct Entries {
    /// In the order of first use; `nil`: not readable.
    var all: [(path: String, bytes: [UInt8]?)] = []
    var index: [String: Int] = [:]
  }

  private let entries = Mutex(Entries())

  /// The bytes at `path`, which `place` turns into a path of the file system.
  func bytes(_ path: String, at place: (String) -> String) -> [UInt8]? {
    entries.withLock { entries in
      if let known = entries.index[path] { return entries.all[known].bytes }
      let bytes = try? InputFile.read(place(path))
      entries.index[path] = entries.all.count
      entries.all.append((path, bytes))
      return bytes
    }
  }

  /// What each of them held, by path; one that could not be read says so.
  var hashes: [String] {
    entries.withLock { entries in
      entries.all.sorted { $0.path < $1.path }.flatMap { file in
        [file.path, file.bytes.map { ContentHash(of: $0).hexadecimal } ?? "unreadable"]
      }
    }
  }

  var all: [(path: String, bytes: [UInt8])] {
    entries.withLock { $0.all.map { ($0.path, $0.bytes ?? []) } }
  }
}
