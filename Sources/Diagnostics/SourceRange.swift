/// A stretch of one text; `end` is the place just after its last character.
package struct SourceRange: Sendable, Hashable {
  package let file: SourceFile
  package let start: SourceMark
  package let end: SourceMark

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
  package static func < (left: SourceRange, right: SourceRange) -> Bool {
    if left.file.path != right.file.path { return left.file.path < right.file.path }
    return (left.start, left.end) < (right.start, right.end)
  }
}

extension SourceRange: CustomStringConvertible {
  /// `path:line:column`, the form that editors and terminals make a link of.
  package var description: String { "\(file.path):\(start.line):\(start.column)" }
}
