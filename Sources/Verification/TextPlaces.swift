import Diagnostics

/// Marks of byte offsets that only ever grow: one walk over the text in all.
struct TextPlaces {
  let file: SourceFile
  private var offset = 0
  private var line = 1
  private var column = 1

  init(_ file: SourceFile) { self.file = file }

  /// - Parameter target: not before the last one asked for.
  mutating func mark(at target: Int) -> SourceMark {
    while offset < target {
      let byte = file.bytes[offset]
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return SourceMark(line: line, column: column)
  }

  mutating func range(_ offsets: Range<Int>) -> SourceRange {
    let start = mark(at: offsets.lowerBound)
    return SourceRange(file: file, start: start, end: mark(at: offsets.upperBound))
  }
}
