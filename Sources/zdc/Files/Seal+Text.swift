/// A seal as a text: a line each, and what was told at the end.
extension Seal {
  private static let title = "zdc seal 2"

  /// `nil` where a path would be two lines.
  var text: String? {
    let paths = [output] + sources.map(\.path) + files.map(\.path)
    guard !paths.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) }) else { return nil }
    var text = "\(Self.title)\n\(inputs)\n\(output)\n"
    for source in sources { text += "< \(source.sha256) \(source.path)\n" }
    for folder in folders { text += "/ \(folder.sha256) \(folder.path)\n" }
    for file in files { text += "\(file.isExecutable ? "x" : "-") \(file.sha256) \(file.path)\n" }
    return text + "\(told.utf8.count)\n\(told)"
  }

  /// `nil` for anything else. By bytes: a large deployment has thousands of lines.
  init?(_ text: [UInt8]) {
    var rest = text[...]
    func line() -> ArraySlice<UInt8>? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return rest[..<end]
    }
    guard line()?.elementsEqual(Self.title.utf8) == true, let inputs = line(), let output = line()
    else { return nil }
    var sources: [ReadFiles.Hash] = []
    var files: [File] = []
    var folders: [Folder] = []
    var told: String?
    while told == nil, let line = line() {
      // A letter, a blank, 64 digits, a blank; or the length of what was told.
      guard line.dropFirst(1).first == 0x20 else {
        guard let length = Int(String(decoding: line, as: UTF8.self)), length == rest.count else {
          return nil
        }
        told = String(decoding: rest, as: UTF8.self)
        continue
      }
      guard line.count >= 67, line.dropFirst(66).first == 0x20 else { return nil }
      let hash = String(decoding: line.dropFirst(2).prefix(64), as: UTF8.self)
      let path = String(decoding: line.dropFirst(67), as: UTF8.self)
      switch line.first {
      case UInt8(ascii: "<"): sources.append(ReadFiles.Hash(path: path, sha256: hash))
      case UInt8(ascii: "/"): folders.append(Folder(path: path, sha256: hash))
      case UInt8(ascii: "x"): files.append(File(path: path, sha256: hash, isExecutable: true))
      case UInt8(ascii: "-"): files.append(File(path: path, sha256: hash, isExecutable: false))
      default: return nil
      }
    }
    guard !files.isEmpty, let told else { return nil }
    self.init(
      inputs: String(decoding: inputs, as: UTF8.self),
      output: String(decoding: output, as: UTF8.self), sources: sources, files: files,
      folders: folders, told: told)
  }
}
