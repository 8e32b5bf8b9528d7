import Glibc

/// The inputs that every run starts from and that every test run replays.
package enum Corpus {
  package struct Entry: Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  /// All files of some folders, by name; folders that aren't there are empty.
  package static func entries(in folders: [String]) -> [Entry] {
    folders.flatMap { folder in
      names(in: folder).compactMap { name in
        read("\(folder)/\(name)").map { Entry(name: name, bytes: $0) }
      }
    }
  }

  /// All YAML below a folder, by path.
  package static func yaml(below folder: String) -> [Entry] {
    names(in: folder).flatMap { name -> [Entry] in
      let path = "\(folder)/\(name)"
      guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return yaml(below: path) }
      return read(path).map { [Entry(name: path, bytes: $0)] } ?? []
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// `nil` for what is no readable file.
  package static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return ferror(file) == 0 ? bytes : nil
  }

  package static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }
}
