import Diagnostics

/// The one writer of YAML: two blanks of indentation, sequences indented below their key, nothing
/// folded, a comment above the key that it explains, `---` before each document.
///
/// Every line knows the manifest's line that it follows from: its own part's origin, or the
/// nearest one around it.
package struct YAMLWriter: ~Copyable {
  var buffer = LineBuffer()

  private init() {}

  /// An artefact of one or several documents below a header comment.
  package static func file(
    path: String, header: [String], documents: [YAMLTree]
  ) -> OutputFile {
    var writer = YAMLWriter()
    CommentText.write(header, indent: 0, origin: nil, to: &writer.buffer)
    for document in documents { writer.write(document: document) }
    return writer.buffer.file(path: path)
  }

  private mutating func write(document: YAMLTree) {
    buffer.append("---")
    buffer.endLine(nil)
    let origin = document.origin
    CommentText.write(document.comment, indent: 0, origin: origin, to: &buffer)
    switch document.content {
    case .mapping(let entries) where !entries.isEmpty:
      write(entries, indent: 0, isSpaced: document.isSpaced, origin: origin)
    case .sequence(let items) where !items.isEmpty:
      write(items, indent: 0, isSpaced: document.isSpaced, origin: origin)
    default:
      writeOnLine(document, indent: 2, origin: origin)
    }
  }

  /// The value after `key:` or `:`, with the line's end; `indent` is the key's.
  mutating func writeValue(_ value: YAMLTree, indent: Int, origin: Origin?) {
    switch value.content {
    case .mapping(let entries) where !entries.isEmpty && !value.isFlow:
      if let anchor = value.anchor {
        buffer.append(" &")
        buffer.append(anchor)
      }
      buffer.endLine(origin)
      write(entries, indent: indent + 2, isSpaced: value.isSpaced, origin: origin)
    case .sequence(let items) where !items.isEmpty:
      buffer.endLine(origin)
      write(items, indent: indent + 2, isSpaced: value.isSpaced, origin: origin)
    default:
      buffer.append(byte: UInt8(ascii: " "))
      writeOnLine(value, indent: indent + 2, origin: origin)
    }
  }

  /// Whatever begins on the line that is open, and ends it; `indent` is that of a block's lines.
  mutating func writeOnLine(_ value: YAMLTree, indent: Int, origin: Origin?) {
    if case .block(let text) = value.content, YAMLBlockText.canHold(text) {
      // The first line that ends is that of the key and the indicator.
      var ended = -1
      YAMLBlockText.write(
        text, indent: indent,
        endLine: { buffer in
          buffer.endLine(value.origin(ofLine: ended) ?? origin)
          ended += 1
        }, to: &buffer)
      return
    }
    switch value.content {
    case .words(let items): writeWords(items)
    case .alias(let name):
      buffer.append(byte: UInt8(ascii: "*"))
      buffer.append(name)
    case .sequence: buffer.append("[]")
    case .mapping(let entries): writeFlow(entries)
    default: writeScalar(value, inFlow: false)
    }
    buffer.endLine(origin)
  }

  private mutating func writeFlow(_ entries: [YAMLTree.Entry]) {
    buffer.append(byte: UInt8(ascii: "{"))
    var isFirst = true
    for entry in entries {
      if !isFirst { buffer.append(", ") }
      isFirst = false
      YAMLScalarWriting.write(entry.key, inFlow: true, to: &buffer)
      buffer.append(": ")
      if let inner = entry.value.entries {
        writeFlow(inner)
      } else {
        writeScalar(entry.value, inFlow: true)
      }
    }
    buffer.append(byte: UInt8(ascii: "}"))
  }

  private mutating func writeWords(_ items: [YAMLTree]) {
    buffer.append(byte: UInt8(ascii: "["))
    var isFirst = true
    for item in items {
      if !isFirst { buffer.append(", ") }
      isFirst = false
      writeScalar(item, inFlow: true)
    }
    buffer.append(byte: UInt8(ascii: "]"))
  }

  private mutating func writeScalar(_ value: YAMLTree, inFlow: Bool) {
    switch value.content {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(String(value))
    case .text(let text) where value.isQuoted: YAMLScalarWriting.writeQuoted(text, to: &buffer)
    case .text(let text), .block(let text):
      YAMLScalarWriting.write(text, inFlow: inFlow, to: &buffer)
    case .sequence, .words, .mapping, .alias:
      preconditionFailure("the words of a command line are scalars")
    }
  }
}
