package import Diagnostics

/// Comment lines of any syntax whose comments run from a mark to the end of the line.
///
/// Comments may quote the manifest, so their text is not trusted: a line break in it starts
/// another comment line, and what can't be seen is shown as `\u{…}`.
package enum CommentText {
  package static func write(
    _ lines: [String], indent: Int, origin: Origin?, to buffer: inout LineBuffer,
    mark: String = "#"
  ) {
    for line in lines {
      if isPlain(line) {
        buffer.indent(indent)
        buffer.append(mark)
        buffer.append(byte: UInt8(ascii: " "))
        buffer.append(line)
        buffer.endLine(origin)
        continue
      }
      for part in line.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        buffer.indent(indent)
        buffer.append(mark)
        let text = visible(part)
        if !text.isEmpty {
          buffer.append(byte: UInt8(ascii: " "))
          buffer.append(text)
        }
        buffer.endLine(origin)
      }
    }
  }

  /// Whether the text is written as it is: one line, of which each character can be seen.
  private static func isPlain(_ line: String) -> Bool {
    guard let last = line.utf8.last, last != UInt8(ascii: " ") else { return false }
    return !line.hasInvisibleScalars
  }

  /// Without blanks at the end, and with invisible characters spelled out.
  private static func visible(_ line: Substring) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      if scalar.isInvisible {
        text += scalar == "\t" ? " " : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return text
  }
}
