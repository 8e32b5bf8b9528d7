import Diagnostics

/// Where braces and indentation of a conf begin to disagree: nginx notices a lost brace only at the
/// end of the file.
enum ConfIndentation {
  /// The first line that stands deeper or less deep than the blocks around it say; `nil` where none
  /// does.
  static func firstBreak(in file: SourceFile) -> SourceRange? {
    let lines = LineTable(file)
    var depth = 0
    for number in 1...max(1, lines.lineCount) {
      let line = lines.line(number)
      let text = line.drop { $0 == UInt8(ascii: " ") }
      guard let first = text.first, first != UInt8(ascii: "#") else { continue }
      if first == UInt8(ascii: "}") { depth -= 1 }
      if line.count - text.count != max(0, depth) * 4 || depth < 0 {
        let mark = SourceMark(line: number, column: line.count - text.count + 1)
        return SourceRange(file: file, start: mark, end: mark)
      }
      if text.last == UInt8(ascii: "{") { depth += 1 }
    }
    return nil
  }
}
