/// Diagnostics for people at a terminal:
///
///     shop.yml:23:19: error: no service named 'djanga' [ZDC120]
///        23 |     /api/: { service: djanga, timeout: 60s }
///           |                       ^~~~~~ did you mean 'django'?
///
/// Whatever the source or a message holds, nothing but printable text comes out, and colours.
package struct TextRenderer: Sendable {
  private static let gutter = 5

  private let isColoured: Bool

  /// - Parameter colour: whether a terminal that knows ANSI's colours will show it.
  package init(colour: Bool) { isColoured = colour }

  /// One paragraph a diagnostic, in the given order, each with its line feed; empty for none.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    // One file's lines are found once, however many faults it has.
    var tables: [String: LineTable] = [:]
    var text = ""
    for diagnostic in diagnostics {
      append(
        diagnostic.severity, diagnostic.message, code: diagnostic.code, at: diagnostic.range,
        help: diagnostic.help, to: &text, &tables)
      for note in diagnostic.notes {
        append(.note, note.message, code: nil, at: note.range, help: nil, to: &text, &tables)
      }
    }
    return text
  }

  /// The place's line with the place marked, as diagnostics show it: two lines.
  package func excerpt(of range: SourceRange, in table: LineTable) -> String {
    let style = TerminalStyle(isColoured: isColoured)
    let excerpt = SourceExcerpt(of: range, in: table)
    let caret = "^" + String(repeating: "~", count: excerpt.width - 1)
    return Self.margin("\(range.start.line)") + excerpt.text + "\n" + Self.margin("")
      + String(repeating: " ", count: excerpt.indent) + style(.caret, caret)
  }

  private func append(
    _ severity: Severity, _ message: String, code: DiagnosticCode?, at range: SourceRange?,
    help: String?, to text: inout String, _ tables: inout [String: LineTable]
  ) {
    let style = TerminalStyle(isColoured: isColoured)
    let place = range.map { style(.plain, VisibleText.of("\($0)") + ":") + " " } ?? ""
    let code = code.map { " [\($0)]" } ?? ""
    text += place + style(severity.role, severity.word + ":") + " "
    text += style(.plain, VisibleText.of(message)) + code + "\n"
    let help = help.map(VisibleText.of)
    guard let range, !range.file.bytes.isEmpty else {
      if let help { text += Self.margin("") + help + "\n" }
      return
    }
    let table = tables[range.file.path] ?? LineTable(range.file)
    tables[range.file.path] = table
    text += excerpt(of: range, in: table) + (help.map { " " + $0 } ?? "") + "\n"
  }

  /// `   23 | `
  private static func margin(_ number: String) -> String {
    String(repeating: " ", count: max(0, gutter - number.utf8.count)) + number + " | "
  }
}
