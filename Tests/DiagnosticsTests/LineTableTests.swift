import Diagnostics
import Testing

@Suite struct LineTableTests {
  private let table = LineTable(
    SourceFile(path: "m", bytes: Array("\u{feff}ab\r\n가x\r\rz\n".utf8)))

  @Test func lines() {
    #expect(table.lineCount == 5)
    #expect(
      (0...6).map { String(decoding: table.line($0), as: UTF8.self) } == [
        "", "ab", "가x", "", "z", "", "",
      ])
  }

  @Test func marksAndOffsetsAreInverse() {
    for (offset, line, column) in [
      (3, 1, 1), (4, 1, 2), (7, 2, 1), (10, 2, 2), (13, 4, 1), (15, 5, 1),
    ] {
      #expect(table.mark(atByte: offset) == SourceMark(line: line, column: column))
      #expect(table.byteOffset(of: SourceMark(line: line, column: column)) == offset)
    }
  }

  @Test func insideACharacterIsItsPlace() {
    #expect(table.mark(atByte: 8) == SourceMark(line: 2, column: 1))
  }

  @Test func beyondTheEnd() {
    #expect(table.byteOffset(of: SourceMark(line: 1, column: 9)) == 5)
    #expect(table.byteOffset(of: SourceMark(line: 9, column: 1)) == 15)
    #expect(table.mark(atByte: 99) == SourceMark(line: 5, column: 1))
  }
}
