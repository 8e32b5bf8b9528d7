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

  /// What zdc, its options, the manifest and the files that this names hash to.
  let inputs: String
  let files: [File]
  let folders: [Folder]

  init(inputs: String, files: [File], folders: [Folder]) {
    self.inputs = inputs
    self.files = files
    self.folders = folders
  }

  /// Of a folder whose files have just been written or compared.
  init(inputs: String, files: [File], in folder: OutputFolder) throws(FileFault) {
    var folders: [Folder] = []
    for path in Set(files.map { Self.parent($0.path) }).sorted() {
      folders.append(Folder(path: path, sha256: try Self.hash(ofNamesIn: path, of: folder)))
    }
    self.init(inputs: inputs, files: files, folders: folders)
  }

  /// Whether the folder holds what it held then, and nothing besides: every byte is read.
  func holds(in folder: OutputFolder) -> Bool {
    files.parallelMap { file in
      guard let found = try? folder.read(file.path) else { return false }
      return found.isExecutable == file.isExecutable
        && ContentHash(of: found.bytes).hexadecimal == file.sha256
    }.allSatisfy(\.self)
      && folders.allSatisfy { (try? Self.hash(ofNamesIn: $0.path, of: folder)) == $0.sha256 }
  }

  private static func parent(_ path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func hash(
    ofNamesIn path: String, of folder: OutputFolder
  ) throws(FileFault) -> String {
    let names = try folder.names(in: path.isEmpty ? "." : path)
    return ContentHash(of: Array(names.joined(separator: "\0").utf8)).hexadecimal
  }

  // MARK: As a text

  private static let title = "zdc seal 1"

  /// A line each; `nil` where a path would be two.
  var text: String? {
    guard !files.contains(where: { $0.path.utf8.contains(UInt8(ascii: "\n")) }) else { return nil }
    var text = "\(Self.title)\n\(inputs)\n"
    for folder in folders { text += "/ \(folder.sha256) \(folder.path)\n" }
    for file in files { text += "\(file.isExecutable ? "x" : "-") \(file.sha256) \(file.path)\n" }
    return text
  }

  /// `nil` for anything else. By bytes: a large deployment has thousands of lines.
  init?(_ text: [UInt8]) {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0].elementsEqual(Self.title.utf8), lines.last?.isEmpty == true
    else { return nil }
    var files: [File] = []
    var folders: [Folder] = []
    for line in lines[2...].dropLast() {
      // A letter, a blank, 64 digits, a blank.
      guard line.count >= 67, line.dropFirst(1).first == 0x20, line.dropFirst(66).first == 0x20
      else { return nil }
      let hash = String(decoding: line.dropFirst(2).prefix(64), as: UTF8.self)
      let path = String(decoding: line.dropFirst(67), as: UTF8.self)
      switch line.first {
      case UInt8(ascii: "/"): folders.append(Folder(path: path, sha256: hash))
      case UInt8(ascii: "x"): files.append(File(path: path, sha256: hash, isExecutable: true))
      case UInt8(ascii: "-"): files.append(File(path: path, sha256: hash, isExecutable: false))
      default: return nil
      }
    }
    guard !files.isEmpty else { return nil }
    self.init(
      inputs: String(decoding: lines[1], as: UTF8.self), files: files, folders: folders)
  }
}
