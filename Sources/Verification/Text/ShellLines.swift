/// What of a script's lines a shell runs.
enum ShellLines {
  /// Without blank lines and comments. Behind a backslash, and in a here-document, both are text.
  ///
  /// - Parameter assignments: the numbers of lines that are left out: a deploy script's block, which
  ///   is read fact by fact.
  static func meaningful(_ lines: [TextLine], without assignments: Range<Int>) -> [TextLine] {
    var kept: [TextLine] = []
    var end: [UInt8]?
    var goesOn = false
    for line in lines where !assignments.contains(line.number) {
      if let word = end {
        kept.append(line)
        if line.text.drop(while: { $0 == UInt8(ascii: "\t") }).elementsEqual(word) { end = nil }
        continue
      }
      let isShebang = line.number == 1
      let isSilent = TextLines.isBlank(line) || TextLines.isComment(line) && !isShebang
      if isSilent, !goesOn { continue }
      kept.append(line)
      goesOn = line.text.last == UInt8(ascii: "\\")
      end = TextLines.isComment(line) ? nil : hereDocument(in: line.text)
    }
    return kept
  }

  /// The word that ends the here-document that this line begins; `nil` for none.
  private static func hereDocument(in line: ArraySlice<UInt8>) -> [UInt8]? {
    let less = UInt8(ascii: "<")
    var index = line.startIndex
    while index + 1 < line.endIndex {
      guard line[index] == less, line[index + 1] == less else {
        index += 1
        continue
      }
      index += 2
      // `<<<` takes a word, and no document.
      if index < line.endIndex, line[index] == less {
        index += 1
        continue
      }
      let rest = line[index...].drop { "- '\"\\".utf8.contains($0) }
      let word = rest.prefix { byte in
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte)
      }
      if let first = word.first, !(0x30...0x39).contains(first) { return Array(word) }
    }
    return nil
  }
}
