/// Which texts are written as a literal block, and how.
///
/// A block must read back as the same text, and no linter may find fault with it: text with blanks
/// at the end of a line, more than two empty lines in a row, or more than one line break at its
/// end is quoted instead (so the chomping indicator is never `+`, whose empty lines would swallow
/// those that part entries).
enum YAMLBlockText {
  static func canHold(_ text: String) -> Bool {
    var previous: Unicode.Scalar = "\n"
    var breaks = 0
    var hasContent = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        breaks += 1
        if previous == " " || previous == "\t" || breaks > 3 { return false }
      } else if scalar.isInvisible && scalar != "\t" {
        return false
      } else {
        breaks = 0
        hasContent = true
      }
      previous = scalar
    }
    return hasContent && breaks <= 1 && previous != " " && previous != "\t"
  }

  /// Writes indicator and lines; the buffer stands after the key's colon, or a dash, and a space.
  static func write(
    _ text: String, indent: Int, endLine: (inout LineBuffer) -> Void, to buffer: inout LineBuffer
  ) {
    buffer.append("|")
    // A reader would take the blanks that the text begins with for indentation.
    if startsIndented(text) { buffer.append("2") }
    if text.utf8.last != UInt8(ascii: "\n") { buffer.append("-") }
    endLine(&buffer)
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        let line = UnsafeBufferPointer(rebasing: rest[..<end])
        if !line.isEmpty {
          buffer.indent(indent)
          buffer.append(line)
        }
        endLine(&buffer)
        rest = end == rest.endIndex ? rest[end...] : rest[(end + 1)...]
      }
    }
  }

  private static func startsIndented(_ text: String) -> Bool {
    let first = text.utf8.first { $0 != UInt8(ascii: "\n") }
    return first == UInt8(ascii: " ") || first == UInt8(ascii: "\t")
  }
}
