import Foundation

/// All files of a folder as they are at one moment.
struct Snapshot {
  struct File: Equatable {
    let bytes: [UInt8]
    let isExecutable: Bool
    let modified: Date
    /// Another one after a rename put another file there.
    let number: UInt64
  }

  /// By path below the folder.
  let files: [String: File]

  init(of folder: URL) throws {
    var found: [String: File] = [:]
    let walker = FileManager.default.enumerator(atPath: folder.path)
    while let path = walker?.nextObject() as? String {
      let url = folder.appending(path: path)
      // A temporary file may go away meanwhile: then it is no part of the folder.
      guard let facts = try? FileManager.default.attributesOfItem(atPath: url.path),
        facts[.type] as? FileAttributeType == .typeRegular, let bytes = try? Data(contentsOf: url)
      else { continue }
      found[path] = File(
        bytes: [UInt8](bytes),
        isExecutable: (facts[.posixPermissions] as? Int ?? 0) & 0o100 != 0,
        modified: facts[.modificationDate] as? Date ?? .distantPast,
        number: (facts[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0)
    }
    files = found
  }

  /// The paths that have other bytes, or are only on one side.
  func changes(to other: Snapshot) -> [String] {
    Set(files.keys).union(other.files.keys)
      .filter { files[$0]?.bytes != other.files[$0]?.bytes }.sorted()
  }
}
