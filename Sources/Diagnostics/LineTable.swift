/// Where the lines of a text begin, to turn byte offsets into marks and back.
///
/// Lines end with LF, CR LF or CR, as in YAML 1.2; the bytes need not be valid UTF-8.
package struct LineTable: Sendable {
  package let file: SourceFile
  /// Byte offsets, one a line, the first one 0 or after the byte order mark.
  private let starts: [Int]

  package init(_ file: SourceFile) {
    self.file = file
    let bytes = file.bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for index in bytes.indices {
      let isLineFeed = bytes[index] == 0x0A
      let isLoneReturn =
        bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
      if isLineFeed || isLoneReturn { starts.append(index + 1) }
    }
    self.starts = starts
  }

  package var lineCount: Int { starts.count }

  /// The bytes of a line, from 1, without what ends it; empty for a line that there isn't.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= starts.count else { return [] }
    let start = starts[number - 1]
    var end = number < starts.count ? starts[number] : file.bytes.count
    while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return file.bytes[start..<max(start, end)]
  }

  /// The place of a byte; of one inside a character, that character's place.
  package func mark(atByte offset: Int) -> SourceMark {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let end = min(offset, file.bytes.count)
    let before = file.bytes[min(starts[low], end)..<end]
    let column = before.reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    let isInside = end < file.bytes.count && file.bytes[end] & 0xC0 == 0x80 && column > 1
    return SourceMark(line: low + 1, column: isInside ? column - 1 : column)
  }

  /// The byte at which a place begins; past the end of its line, the line's end.
  package func byteOffset(of mark: SourceMark) -> Int {
    let line = line(mark.line)
    var column = 0
    for index in line.indices where line[index] & 0xC0 != 0x80 {
      column += 1
      if column == mark.column { return index }
    }
    return line.isEmpty && mark.line > starts.count ? file.bytes.count : line.endIndex
  }
}
