import Diagnostics

/// The one writer of nginx confs: four blanks of indentation, a directive a line, blank lines
/// around blocks, a comment above the part that it explains.
package struct NginxWriter: ~Copyable {
  private var buffer = LineBuffer()

  private init() {}

  package static func file(
    path: String, header: [String], @NginxBuilder _ parts: () -> [NginxTree]
  ) -> OutputFile {
    file(path: path, header: header, parts: parts())
  }

  /// An artefact below a header comment.
  package static func file(path: String, header: [String], parts: [NginxTree]) -> OutputFile {
    var writer = NginxWriter()
    CommentText.write(header, indent: 0, origin: nil, to: &writer.buffer)
    if !header.isEmpty && !parts.isEmpty { writer.buffer.endLine(nil) }
    writer.write(parts, indent: 0, origin: nil)
    return writer.buffer.file(path: path)
  }

  private mutating func write(_ parts: [NginxTree], indent: Int, origin: Origin?) {
    var previous: NginxTree?
    for part in parts {
      if let previous, Self.needsBlankLine(between: previous, and: part) { buffer.endLine(nil) }
      write(part, indent: indent, origin: part.origin ?? origin)
      previous = part
    }
  }

  private static func needsBlankLine(between above: NginxTree, and below: NginxTree) -> Bool {
    switch (above.content, below.content) {
    case (.blankLine, _), (_, .blankLine): false
    case (.block, _), (_, .block): true
    default: false
    }
  }

  private mutating func write(_ part: NginxTree, indent: Int, origin: Origin?) {
    CommentText.write(part.comment, indent: indent, origin: origin, to: &buffer)
    switch part.content {
    case .directive(let words):
      write(words, indent: indent)
      buffer.append(byte: UInt8(ascii: ";"))
      buffer.endLine(origin)
    case .block(let words, let parts):
      write(words, indent: indent)
      buffer.append(" {")
      buffer.endLine(origin)
      write(parts, indent: indent + 4, origin: origin)
      buffer.indent(indent)
      buffer.append(byte: UInt8(ascii: "}"))
      buffer.endLine(origin)
    case .raw(let text):
      NginxRawText.write(text, indent: indent, origin: origin, to: &buffer)
    case .blankLine:
      buffer.endLine(nil)
    }
  }

  private mutating func write(_ words: [NginxText], indent: Int) {
    buffer.indent(indent)
    var isFirst = true
    for word in words {
      if !isFirst { buffer.append(byte: UInt8(ascii: " ")) }
      isFirst = false
      NginxQuoting.write(word, to: &buffer)
    }
  }
}
