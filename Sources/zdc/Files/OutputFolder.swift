import Diagnostics
import Glibc

/// The folder that artefacts go into. Below it nothing is followed that is a symbolic link, so that
/// a link planted there can't send a write elsewhere.
final class OutputFolder: Sendable {
  let path: String
  private let descriptor: Int32

  /// Opens the folder; `creating` makes it and its parents where they are missing. `nil` where it
  /// does not exist and is not to be made.
  static func open(_ path: String, creating: Bool) throws(FileFault) -> OutputFolder? {
    if creating { try makeParents(path) }
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT && !creating { return nil }
      throw FileFault(path)
    }
    return OutputFolder(path, descriptor)
  }

  private init(_ path: String, _ descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func makeParents(_ path: String) throws(FileFault) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for part in path.parts(at: "/") {
      prefix += "/\(part)"
      guard mkdir(prefix, 0o755) == 0 || errno == EEXIST else { throw FileFault(prefix) }
    }
  }

  /// A file's bytes and whether it is executable; `nil` where it does not exist.
  func read(_ file: String) throws(FileFault) -> (bytes: [UInt8], isExecutable: Bool)? {
    guard let folder = try openFolder(of: file, creating: false) else { return nil }
    defer { close(folder.descriptor) }
    // A pipe in a file's place must not hold the run up until somebody writes into it.
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let opened = openat(folder.descriptor, folder.name, flags)
    if opened < 0 {
      if errno == ENOENT { return nil }
      throw FileFault(shown(file))
    }
    defer { close(opened) }
    var status = stat()
    guard fstat(opened, &status) == 0 else { throw FileFault(shown(file)) }
    let kind = status.st_mode & S_IFMT
    if kind != S_IFREG, kind != S_IFDIR {
      throw FileFault(shown(file), reason: "it is no file")
    }
    let bytes = try InputFile.read(descriptor: opened, named: shown(file))
    return (bytes, status.st_mode & S_IXUSR != 0)
  }

  /// The names in a folder, sorted; none where there is no such folder.
  func names(in folder: String) throws(FileFault) -> [String] {
    guard let (opened, _) = try openFolder(of: "\(folder)/*", creating: false) else { return [] }
    guard let stream = fdopendir(opened) else {
      let code = errno
      close(opened)
      throw FileFault(shown(folder), errno: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Writes the bytes beside the file; `commit` puts them in its place.
  ///
  /// - Parameter keepingOwner: the file stays its owner's and keeps all of its mode, which
  ///   `isExecutable` then says nothing about.
  func stage(
    _ file: String, bytes: [UInt8], isExecutable: Bool, keepingOwner: Bool = false
  ) throws(FileFault) {
    guard let folder = try openFolder(of: file, creating: true) else {
      throw FileFault(shown(file))
    }
    defer { close(folder.descriptor) }
    let temporary = OutputFolder.temporaryName(folder.name)
    // What a killed run left is ours to take away.
    unlinkat(folder.descriptor, temporary, 0)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let opened = openat(folder.descriptor, temporary, flags, isExecutable ? 0o755 : 0o644)
    guard opened >= 0 else { throw FileFault(shown(file)) }
    defer { close(opened) }
    var existing = stat()
    if keepingOwner, fstatat(folder.descriptor, folder.name, &existing, AT_SYMLINK_NOFOLLOW) == 0 {
      // Who may not give a file away writes one of their own; its mode is the same all the same.
      _ = fchown(opened, existing.st_uid, existing.st_gid)
      guard fchmod(opened, existing.st_mode & 0o7777) == 0 else { throw FileFault(shown(file)) }
    }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(opened, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileFault(shown(file)) }
      written += count
    }
  }

  /// Puts a staged file in place, atomically.
  func commit(_ file: String) throws(FileFault) {
    guard let folder = try openFolder(of: file, creating: false) else {
      throw FileFault(shown(file))
    }
    defer { close(folder.descriptor) }
    let temporary = OutputFolder.temporaryName(folder.name)
    guard renameat(folder.descriptor, temporary, folder.descriptor, folder.name) == 0 else {
      throw FileFault(shown(file))
    }
  }

  /// Takes a staged file away again.
  func discard(_ file: String) {
    guard let folder = try? openFolder(of: file, creating: false) else { return }
    defer { close(folder.descriptor) }
    unlinkat(folder.descriptor, OutputFolder.temporaryName(folder.name), 0)
  }

  /// The same of many, most of which were never staged: each of their folders is looked through once.
  func discardAll(of files: [String]) {
    for (parent, files) in Dictionary(grouping: files, by: Self.parent) {
      guard let names = try? names(in: parent.isEmpty ? "." : parent) else { continue }
      for name in names where name.hasSuffix(Self.staged) {
        let file = name.dropFirst().dropLast(Self.staged.count)
        let path = parent.isEmpty ? String(file) : "\(parent)/\(file)"
        if files.contains(path) { discard(path) }
      }
    }
  }

  /// The folder that holds a file; empty for this one.
  static func parent(_ file: String) -> String {
    file.parts(at: "/").dropLast().joined(separator: "/")
  }

  /// Removes a file, and the folders that it leaves empty.
  func remove(_ file: String) throws(FileFault) {
    guard let folder = try openFolder(of: file, creating: false) else { return }
    let isGone = unlinkat(folder.descriptor, folder.name, 0) == 0 || errno == ENOENT
    let code = errno
    close(folder.descriptor)
    guard isGone else { throw FileFault(shown(file), errno: code) }
    var parts = file.parts(at: "/").dropLast()
    while !parts.isEmpty {
      let parent = parts.joined(separator: "/")
      guard unlinkat(descriptor, parent, AT_REMOVEDIR) == 0 else { return }
      parts = parts.dropLast()
    }
  }

  private func shown(_ file: String) -> String { "\(path)/\(file)" }

  private static let staged = ".zdc-new"

  private static func temporaryName(_ name: String) -> String { ".\(name)\(staged)" }

  /// The folder that holds `file`, opened part by part; `nil` where it does not exist.
  private func openFolder(
    of file: String, creating: Bool
  ) throws(FileFault) -> (descriptor: Int32, name: String)? {
    let parts = file.parts(at: "/").map(String.init)
    guard let name = parts.last else { throw FileFault(shown(file), errno: EINVAL) }
    var current = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard current >= 0 else { throw FileFault(path) }
    for part in parts.dropLast() {
      if creating, mkdirat(current, part, 0o755) != 0, errno != EEXIST {
        let code = errno
        close(current)
        throw FileFault(shown(file), errno: code)
      }
      let next = openat(current, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(current)
      guard next >= 0 else {
        if code == ENOENT && !creating { return nil }
        throw FileFault(shown(file), errno: code)
      }
      current = next
    }
    return (current, name)
  }
}
