import Diagnostics

extension SourceFile {
  /// A text that begins on the line after `place` does, as a file of its own: with as many lines
  /// above it, so that what is found in it has its line in this one.
  func part(_ text: String, below place: SourceRange) -> SourceFile {
    let above = [UInt8](repeating: UInt8(ascii: "\n"), count: place.start.line)
    return SourceFile(path: path, bytes: above + Array(text.utf8))
  }
}
