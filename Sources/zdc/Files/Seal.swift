import ContentHashing
import ParallelWork

/// What one build came from, and all that it left in its folder: when both are the same again, by
/// content, another build would change nothing.
struct Seal: Equatable {
  struct File: Sendable, Equatable {
    let path: String
    /// 64 hexadecimal digits.
    let sha256: String
    let isExecutable: Bool
  }

  /// A folder that artefacts are in, with what all names in it hash to.
  struct Folder: Sendable, Equatable {
    let path: String
    let sha256: String
  }

  /// What zdc, its options and the manifest hash to.
  let inputs: String
  /// The output folder, as messages name it.
  let output: String
  /// The files that the manifest names, by the paths that it has for them.
  let sources: [ReadFiles.Hash]
  let files: [File]
  let folders: [Folder]
  /// What the build told of the manifest, as it was shown.
  let told: String

  /// Whether the folder holds what it held then, and nothing besides, and the files that the manifest
  /// names say what they said: every byte is read.
  ///
  /// - Parameter manifests: the manifest's folder.
  func holds(in folder: OutputFolder, manifests: String) -> Bool {
    let read = ReadFiles(below: manifests)
    for source in sources { _ = read.bytes(source.path) }
    return read.hashes == sources && holds(in: folder)
  }

  private func holds(in folder: OutputFolder) -> Bool {
    files.parallelMap { file in
      guard let found = try? folder.read(file.path) else { return false }
      return found.isExecutable == file.isExecutable
        && ContentHash(of: found.bytes).hexadecimal == file.sha256
    }.allSatisfy(\.self)
      && folders.allSatisfy { (try? Self.hash(ofNamesIn: $0.path, of: folder)) == $0.sha256 }
  }

  /// Of a folder whose files have just been written or compared.
  static func folders(of files: [File], in folder: OutputFolder) throws(FileFault) -> [Folder] {
    var folders: [Folder] = []
    for path in Set(files.map { OutputFolder.parent($0.path) }).sorted() {
      folders.append(Folder(path: path, sha256: try hash(ofNamesIn: path, of: folder)))
    }
    return folders
  }

  private static func hash(
    ofNamesIn path: String, of folder: OutputFolder
  ) throws(FileFault) -> String {
    let names = try folder.names(in: path.isEmpty ? "." : path)
    return ContentHash(of: Array(names.joined(separator: "\0").utf8)).hexadecimal
  }
}
