internal import Diagnostics
internal import YAMLReading

extension YAMLNode {
  /// The place of a part of a scalar's text, counted in Unicode scalars from its start.
  ///
  /// Exact where the scalar stands on one line without escapes, so that its text is what is
  /// written; else the whole scalar's place.
  func range(ofScalars part: Range<Int>) -> SourceRange {
    guard let text = scalar?.text, range.start.line == range.end.line else { return range }
    let width = range.end.column - range.start.column
    let count = text.unicodeScalars.count
    guard width == count || width == count + 2 else { return range }
    let first = range.start.column + (width - count) / 2
    let line = range.start.line
    return SourceRange(
      file: range.file, start: SourceMark(line: line, column: first + part.lowerBound),
      end: SourceMark(line: line, column: first + min(part.upperBound, count)))
  }

  /// The place of the first occurrence of a text in a scalar.
  func range(of part: String) -> SourceRange {
    guard let text = scalar?.text else { return range }
    let whole = Array(text.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    guard !wanted.isEmpty, whole.count >= wanted.count else { return range }
    for start in 0...(whole.count - wanted.count)
    where whole[start..<(start + wanted.count)].elementsEqual(wanted) {
      return range(ofScalars: start..<(start + wanted.count))
    }
    return range
  }
}
