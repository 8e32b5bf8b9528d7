/// A text that a person wrote or reads, kept whole so that a diagnostic can show its line.
///
/// One instance a file: ranges refer to it, and two ranges are in one file if it is the same path.
public final class SourceFile: Sendable {
  /// As the user would type it: relative where it was given so, `-` for standard input.
  package let path: String
  /// The file's bytes, whatever they are; not necessarily valid UTF-8.
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

extension SourceFile: Hashable {
  /// Whether both are one file, by its path.
  public static func == (left: SourceFile, right: SourceFile) -> Bool {
    left === right || left.path == right.path
  }

  /// By the path.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
  }
}
