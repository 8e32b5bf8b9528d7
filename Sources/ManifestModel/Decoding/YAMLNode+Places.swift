internal import Diagnostics
internal import YAMLReading

/// Where the parts of one scalar's text stand.
struct ScalarPlaces {
  private let whole: SourceRange
  private let count: Int
  /// The column of the text's first character, where the text is what is written: on one line,
  /// without escapes.
  private let firstColumn: Int?

  init(_ node: YAMLNode) {
    whole = node.range
    count = node.scalar?.text.unicodeScalars.count ?? 0
    let width = whole.end.column - whole.start.column
    let isExact =
      node.scalar != nil && whole.start.line == whole.end.line
      && (width == count || width == count + 2)
    firstColumn = isExact ? whole.start.column + (width - count) / 2 : nil
  }

  /// The place of a part, counted in Unicode scalars from the text's start; the whole scalar's where
  /// that can't be told.
  func range(_ part: Range<Int>) -> SourceRange {
    guard let firstColumn else { return whole }
    let line = whole.start.line
    return SourceRange(
      file: whole.file, start: SourceMark(line: line, column: firstColumn + part.lowerBound),
      end: SourceMark(line: line, column: firstColumn + min(part.upperBound, count)))
  }

  /// The place of the first occurrence of a text.
  func range(of part: String, in text: String) -> SourceRange {
    guard firstColumn != nil, let found = text.firstRange(of: part) else { return whole }
    let scalars = text.unicodeScalars
    let start = scalars.distance(from: text.startIndex, to: found.lowerBound)
    return range(start..<(start + part.unicodeScalars.count))
  }
}

extension YAMLEntry {
  /// A name with nothing behind it, not even `null`.
  var isBare: Bool { value.isNull && value.range.start == value.range.end }

  /// The place that stands for the whole value: what follows from a map that begins below its key
  /// follows from the key, and not from whatever key happens to be the map's first.
  var opening: SourceRange {
    guard value.entries != nil, value.range.start.line != key.range.start.line else {
      return value.range
    }
    // An alias stands for a map elsewhere.
    guard value.range.start.line > key.range.start.line else { return key.range }
    return SourceRange(file: key.range.file, start: key.range.start, end: value.range.end)
  }
}
