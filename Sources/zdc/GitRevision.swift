import Planning

/// Files as a revision of a repository has them, read by `git show` without a shell.
struct GitRevision {
  /// As the user gave it: `main`, `HEAD~1`.
  let name: String
  /// A folder in the repository, absolute; paths are relative to it.
  let folder: String

  struct Fault: Error {
    let reason: String
  }

  /// - Parameter name: must not begin with `-`, which git would take for an option.
  init(_ name: String, folder: String) {
    self.name = name
    self.folder = folder
  }

  /// The bytes of the file at `path`, absolute or relative to the folder.
  func read(_ path: String) throws(Fault) -> [UInt8] {
    let relative =
      path.hasPrefix("/") ? RelativePath.path(path, from: folder) : RelativePath.normalised(path)
    let words = ["git", "-C", folder, "show", "\(name):./\(relative)"]
    do {
      let (bytes, status) = try ChildProcess.run(words)
      if status == 0 { return bytes }
    } catch {
      throw Fault(reason: error.reason)
    }
    throw Fault(reason: "git show \(name):./\(relative) failed")
  }
}
