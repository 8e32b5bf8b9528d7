/// The one writer of `.env` files, in the few forms that Compose and the deploy scripts' own reader
/// take for the same: bare, in single quotes, and in double quotes without anything to expand.
package enum EnvFileWriter {
  /// An entry a line below a header comment; a blank line above each entry that has a comment.
  package static func file(
    path: String, header: [String], entries: [EnvFileEntry]
  ) -> OutputFile {
    var buffer = LineBuffer()
    CommentText.write(header, indent: 0, origin: nil, to: &buffer)
    for entry in entries {
      if !entry.comment.isEmpty { buffer.endLine(nil) }
      CommentText.write(entry.comment, indent: 0, origin: entry.origin, to: &buffer)
      if entry.isOptional { buffer.append("#") }
      buffer.append(entry.name)
      buffer.append("=")
      write(entry.value, to: &buffer)
      buffer.endLine(entry.origin)
    }
    return buffer.file(path: path)
  }

  /// Whether such a file can hold the value: one line of visible characters and tabs, and not a
  /// single quote together with what double quotes would change. Compose takes a backslash before
  /// the closing quote for an escape.
  package static func canHold(_ value: String) -> Bool {
    guard value.unicodeScalars.allSatisfy({ !$0.isInvisible || $0 == "\t" }) else { return false }
    let bytes = value.utf8
    guard bytes.contains(UInt8(ascii: "'")) else { return bytes.last != UInt8(ascii: "\\") }
    return !bytes.contains { "\"\\$".utf8.contains($0) }
  }

  private static func write(_ value: String, to buffer: inout LineBuffer) {
    if value.utf8.allSatisfy(isSafeBare) {
      buffer.append(value)
      return
    }
    let quote = value.utf8.contains(UInt8(ascii: "'")) ? "\"" : "'"
    buffer.append(quote)
    buffer.append(value)
    buffer.append(quote)
  }

  private static func isSafeBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./:=@%+,".utf8.contains(byte)
    }
  }
}
