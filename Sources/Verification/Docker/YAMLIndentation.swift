import Diagnostics

/// Where the layout that zdc gives YAML breaks: a parser notices a lost line only where nothing fits
/// any more.
enum YAMLIndentation {
  /// From the last line that fits to the first that stands deeper than that one opens; `nil` where
  /// none does.
  static func firstBreak(in file: SourceFile) -> SourceRange? {
    let lines = LineTable(file)
    var previous = 0
    var above = 1
    var opens = true
    var block: Int?
    for number in 1...max(1, lines.lineCount) {
      let line = lines.line(number)
      let text = line.drop { $0 == UInt8(ascii: " ") }
      guard let first = text.first, first != UInt8(ascii: "#") else { continue }
      let indent = line.count - text.count
      defer { above = number }
      if let opener = block {
        if indent > opener { continue }
        block = nil
      }
      if indent > previous, !opens || indent != previous + 2 {
        let mark = SourceMark(line: number, column: indent + 1)
        return SourceRange(file: file, start: SourceMark(line: above, column: 1), end: mark)
      }
      let isItem = text.starts(with: "- ".utf8)
      if text.last == UInt8(ascii: "|") || text.suffix(2).elementsEqual("|-".utf8) {
        block = indent
      }
      let isMap = text.last == UInt8(ascii: ":") || hasAnchor(text)
      opens = isItem || isMap
      previous = isItem && isMap ? indent + 2 : indent
    }
    return nil
  }

  /// Whether it is `key: &name`, below which a map stands.
  private static func hasAnchor(_ text: ArraySlice<UInt8>) -> Bool {
    guard let blank = text.lastIndex(of: UInt8(ascii: " ")) else { return false }
    return text[blank...].starts(with: " &".utf8) && text[..<blank].last == UInt8(ascii: ":")
  }
}
