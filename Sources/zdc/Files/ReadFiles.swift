import ContentHashing
import Synchronization

/// The files that a manifest names, each read once, however many colours and targets use it.
final class ReadFiles: Sendable {
  /// What one of them held, by its path in the manifest; one that could not be read says so.
  struct Hash: Sendable, Equatable {
    let path: String
    let sha256: String
  }

  private struct Entries {
    /// In the order of first use; `nil`: not readable.
    var all: [(path: String, bytes: [UInt8]?)] = []
    var index: [String: Int] = [:]
  }

  private let folder: String
  private let entries = Mutex(Entries())

  /// - Parameter folder: the manifest's, absolute.
  init(below folder: String) { self.folder = folder }

  /// The bytes at `path`, as the manifest has it.
  func bytes(_ path: String) -> [UInt8]? {
    entries.withLock { entries in
      if let known = entries.index[path] { return entries.all[known].bytes }
      let bytes = try? InputFile.read(path.hasPrefix("/") ? path : "\(folder)/\(path)")
      entries.index[path] = entries.all.count
      entries.all.append((path, bytes))
      return bytes
    }
  }

  /// In the order of their paths.
  var hashes: [Hash] {
    entries.withLock { entries in
      entries.all.sorted { $0.path < $1.path }.map { file in
        Hash(
          path: file.path,
          sha256: file.bytes.map { ContentHash(of: $0).hexadecimal } ?? "unreadable")
      }
    }
  }

  var all: [(path: String, bytes: [UInt8])] {
    entries.withLock { $0.all.map { ($0.path, $0.bytes ?? []) } }
  }
}
