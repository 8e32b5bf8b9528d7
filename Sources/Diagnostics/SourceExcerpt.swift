/// One line of a source as a terminal shows it, and which of its columns a range takes.
///
/// Tabs become blanks, controls and bad bytes become visible, and a long line is cut around the
/// range, so that what stands below stands where it should.
struct SourceExcerpt {
  /// Columns of the terminal that the text takes at most, marks of a cut included.
  private static let widest = 120
  /// Columns that stay before the range where the line's beginning is cut off.
  private static let kept = 40
  private static let tabStop = 4
  private static let cut = "…"

  private(set) var text = ""
  /// Columns before the range's first character.
  private(set) var indent = 0
  /// Columns of the range in this line, at least 1.
  private(set) var width = 0

  /// What one column of the source, in Unicode scalars, becomes.
  private struct Cell {
    let text: String
    let width: Int
  }

  init(of range: SourceRange, in table: LineTable) {
    let line = table.line(range.start.line)
    let first = range.start.column
    // To the line's end, where the range goes on below.
    let last = range.end.line == range.start.line ? max(first + 1, range.end.column) : Int.max
    if line.count < Self.widest, first - 1 + Self.kept <= Self.widest, Self.isPlain(line) {
      indent = min(first - 1, line.count)
      width = max(1, min(last - 1, line.count) - indent)
      text = Self.trimmed(String(decoding: line, as: UTF8.self))
      return
    }
    // A character takes a column or more, apart from marks: enough lie before and after.
    let from = max(1, first - Self.widest)
    let (cells, isCutAfter) = Self.cells(of: line, from: from, count: 3 * Self.widest)
    let before = cells.prefix(first - from)
    let chosen = cells.dropFirst(first - from).prefix(last == .max ? Int.max : last - first)
    let after = cells.dropFirst(before.count + chosen.count)
    addBefore(before, isCut: from > 1)
    indent = Self.width(before: text)
    addRest(chosen, after, isCut: isCutAfter)
  }

  /// Whether each byte is one column, and stands as it is.
  private static func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// The end of what stands before the range; all of it where the range lies near the beginning.
  private mutating func addBefore(_ cells: ArraySlice<Cell>, isCut: Bool) {
    let total = cells.reduce(0) { $0 + $1.width }
    if !isCut, total + Self.kept <= Self.widest {
      text = cells.map(\.text).joined()
      return
    }
    var kept: [String] = []
    var width = 0
    for cell in cells.reversed() where width < Self.kept {
      kept.append(cell.text)
      width += cell.width
    }
    text = Self.cut + kept.reversed().joined()
  }

  private mutating func addRest(
    _ chosen: ArraySlice<Cell>, _ after: ArraySlice<Cell>, isCut: Bool
  ) {
    var column = indent
    for (cell, isChosen) in chosen.map({ ($0, true) }) + after.map({ ($0, false) }) {
      guard column + cell.width < Self.widest else {
        text += Self.cut
        if isChosen { width += 1 }
        width = max(1, width)
        return
      }
      text += cell.text
      column += cell.width
      if isChosen { width += cell.width }
    }
    if isCut { text += Self.cut }
    width = max(1, width)
    text = Self.trimmed(text)
  }

  private static func trimmed(_ text: String) -> String {
    guard text.utf8.last == UInt8(ascii: " ") else { return text }
    return String(
      text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
  }

  private static func width(before text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  /// - Parameters:
  ///   - from: the first column, from 1.
  ///   - count: how many columns at most.
  private static func cells(
    of line: ArraySlice<UInt8>, from: Int, count: Int
  ) -> (cells: [Cell], isCut: Bool) {
    var cells: [Cell] = []
    var index = line.startIndex
    var column = 0
    while index < line.endIndex {
      let length = characterLength(line, at: index)
      column += 1
      defer { index += length }
      if column < from { continue }
      if cells.count == count { return (cells, true) }
      cells.append(cell(line[index..<index + length], after: cells))
    }
    return (cells, false)
  }

  /// A byte and those that go on with its character, as marks count them.
  private static func characterLength(_ line: ArraySlice<UInt8>, at index: Int) -> Int {
    var end = index + 1
    while end < line.endIndex, line[end] & 0xC0 == 0x80 { end += 1 }
    return end - index
  }

  private static func cell(_ bytes: ArraySlice<UInt8>, after cells: [Cell]) -> Cell {
    if bytes.first == 0x09 {
      let column = cells.reduce(0) { $0 + $1.width }
      let blanks = tabStop - column % tabStop
      return Cell(text: String(repeating: " ", count: blanks), width: blanks)
    }
    let decoded = String(validating: bytes, as: UTF8.self)
    guard let decoded, decoded.unicodeScalars.count == 1, let scalar = decoded.unicodeScalars.first
    else {
      let text = bytes.map { "<\(String($0, radix: 16, uppercase: true))>" }.joined()
      return Cell(text: text, width: text.utf8.count)
    }
    if VisibleText.isUnsafe(scalar) {
      let name = VisibleText.name(scalar)
      return Cell(text: name, width: name.utf8.count)
    }
    return Cell(text: decoded, width: DisplayWidth.of(scalar))
  }
}
