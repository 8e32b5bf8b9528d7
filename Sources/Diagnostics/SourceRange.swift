/// A stretch of one text; `end` is the place just after its last character.
public struct SourceRange: Sendable, Hashable {
  @usableFromInline package let file: SourceFile
  @usableFromInline package let start: SourceMark
  @usableFromInline package let end: SourceMark

  @inlinable package init(file: SourceFile, start: SourceMark, end: SourceMark) {
    self.file = file
    self.start = start
    self.end = end
  }
}

extension SourceFile {
  /// Where the text begins: the place of what is wrong with the whole of it.
  package var beginning: SourceRange {
    let mark = SourceMark(line: 1, column: 1)
    return SourceRange(file: self, start: mark, end: mark)
  }
}

extension SourceRange: Comparable {
  /// By file, then by place.
  public static func < (left: SourceRange, right: SourceRange) -> Bool {
    if left.file.path != right.file.path { return left.file.path < right.file.path }
    return (left.start, left.end) < (right.start, right.end)
  }
}

extension SourceRange: CustomStringConvertible {
  /// `path:line:column`, the form that editors and terminals make a link of.
  public var description: String { "\(file.path):\(start.line):\(start.column)" }
}
