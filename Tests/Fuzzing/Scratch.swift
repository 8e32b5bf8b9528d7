import Glibc

/// A folder of a target's own, made anew by each process.
final class Scratch: Sendable {
  let path: String

  init(_ name: String) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/zdc-fuzz-\(name)-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? base
  }

  func write(_ bytes: [UInt8], to file: String) {
    var folder = path
    for part in file.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    Corpus.write(bytes, to: "\(path)/\(file)")
  }

  func read(_ file: String) -> [UInt8]? { Corpus.read("\(path)/\(file)") }

  /// The permission bits; `nil` where there is no such file.
  func mode(of file: String) -> UInt32? {
    var status = stat()
    return stat("\(path)/\(file)", &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// Every file below a folder, as paths below it, sorted.
  func files(below folder: String) -> [String] {
    guard let handle = opendir("\(path)/\(folder)") else { return [] }
    defer { closedir(handle) }
    var files: [String] = []
    while let entry = readdir(handle) {
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      files += isFolder ? self.files(below: "\(folder)/\(name)").map { "\(name)/\($0)" } : [name]
    }
    return files.sorted()
  }

  func remove() {
    for file in files(below: ".") { unlink("\(path)/\(file)") }
    Self.removeFolders(path)
  }

  private static func removeFolders(_ path: String) {
    guard let handle = opendir(path) else { return }
    while let entry = readdir(handle) {
      guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { removeFolders("\(path)/\(name)") }
    }
    closedir(handle)
    rmdir(path)
  }
}
