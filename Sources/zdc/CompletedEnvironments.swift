import Compilation
import Diagnostics

/// What a shell offers behind `--environment`: the environments of the manifest that is named on the
/// same line.
enum CompletedEnvironments {
  static func names(of words: [String]) -> [String] {
    for word in words.dropFirst() where word.hasSuffix(".yml") || word.hasSuffix(".yaml") {
      guard let bytes = try? InputFile.read(word) else { continue }
      let names = ManifestUnit.environments(in: SourceFile(path: word, bytes: bytes))
      // Names that a shell would read as more than a name are no names of environments.
      return names.filter { name in
        name.utf8.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
      }
    }
    return []
  }
}
