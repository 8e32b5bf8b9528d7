import Diagnostics

/// The one writer of Markdown: blocks with a blank line between them, nothing folded.
package struct MarkdownWriter: ~Copyable {
  private var buffer = LineBuffer()

  private init() {}

  /// An artefact that opens with an HTML comment, which a rendered page does not show.
  package static func file(
    path: String, header: [String], blocks: [MarkdownBlock]
  ) -> OutputFile {
    var writer = MarkdownWriter()
    writer.writeHeader(header)
    for block in blocks {
      if !writer.buffer.bytes.isEmpty { writer.buffer.endLine(nil) }
      writer.write(block)
    }
    return writer.buffer.file(path: path)
  }

  private mutating func writeHeader(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    line("<!--", nil)
    // HTML ends a comment at `-->`, and old readers at any `--`.
    let text = lines.map { $0.replacingAll("--", with: "- -") }
    CommentText.write(text, indent: 0, origin: nil, to: &buffer, mark: "")
    line("-->", nil)
  }

  private mutating func write(_ block: MarkdownBlock) {
    let origin = block.origin
    switch block.content {
    case .heading(let level, let text):
      line(String(repeating: "#", count: level) + " " + Self.oneLine(text), origin)
    case .paragraph(let text): line(Self.oneLine(text), origin)
    case .bullets(let items):
      for (index, item) in items.enumerated() {
        line("- " + Self.oneLine(item), block.origin(ofPart: index))
      }
    case .steps(let items):
      for (index, item) in items.enumerated() {
        line("\(index + 1). " + Self.oneLine(item), block.origin(ofPart: index))
      }
    case .code(let text, let language): writeCode(text, language: language, of: block)
    case .table(let header, let rows):
      writeRow(header.map(\.markdown), origin: origin)
      writeRow(header.map { _ in "---" }, origin: origin)
      for (index, row) in rows.enumerated() {
        writeRow(row.map(\.markdown), origin: block.origin(ofPart: index))
      }
    }
  }

  private mutating func writeCode(_ text: String, language: String, of block: MarkdownBlock) {
    let length = max(3, MarkdownQuoting.longestRun(of: "`", in: text) + 1)
    let fence = String(repeating: "`", count: length)
    line(fence + language, block.origin)
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last == "" { lines.removeLast() }
    for (index, part) in lines.enumerated() {
      line(String(part), block.origin(ofPart: index))
    }
    line(fence, block.origin)
  }

  private mutating func writeRow(_ cells: [String], origin: Origin?) {
    let inner = cells.map { MarkdownQuoting.cell(Self.oneLine($0)) }.joined(separator: " | ")
    line("| \(inner) |", origin)
  }

  private mutating func line(_ text: String, _ origin: Origin?) {
    buffer.append(text)
    buffer.endLine(origin)
  }

  /// An author's line break is for the source's layout only.
  private static func oneLine(_ text: MarkdownText) -> String { oneLine(text.markdown) }

  private static func oneLine(_ markdown: String) -> String {
    // All line breaks are invisible; most texts have none.
    guard markdown.hasInvisibleScalars else { return markdown }
    return markdown.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
