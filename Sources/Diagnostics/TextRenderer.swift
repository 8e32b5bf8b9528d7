/// Diagnostics as a terminal shows them: the place, the line, a caret, what to write instead.
package struct TextRenderer: Sendable {
  private let colour: Bool
  /// Lines longer than this are cut around the caret, in terminal columns.
  private static let width = 100

  package init(colour: Bool) {
    self.colour = colour
  }

  package func render(_ diagnostics: [Diagnostic]) -> String {
    var tables: [String: LineTable] = [:]
    var text = ""
    for diagnostic in diagnostics {
      text += heading(diagnostic)
      if let range = diagnostic.range {
        let table = tables[range.file.path] ?? LineTable(range.file)
        tables[range.file.path] = table
        text += excerpt(range, table, help: diagnostic.help, severity: diagnostic.severity)
      } else if let help = diagnostic.help {
        text += "    \(VisibleText.escaped(help))\n"
      }
      for note in diagnostic.notes {
        let place = note.range.map { "\($0): " } ?? ""
        text += VisibleText.escaped("\(place)note: \(note.message)") + "\n"
      }
    }
    return text
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.range.map { VisibleText.escaped("\($0)") + ": " } ?? ""
    let word = painted("\(diagnostic.severity)", diagnostic.severity)
    return "\(place)\(word): \(VisibleText.escaped(diagnostic.message)) [\(diagnostic.code)]\n"
  }

  private func painted(_ text: String, _ severity: Severity) -> String {
    guard colour else { return text }
    let code =
      switch severity {
      case .error: "1;31"
      case .warning: "1;35"
      case .note: "1;36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private func excerpt(
    _ range: SourceRange, _ table: LineTable, help: String?, severity: Severity
  ) -> String {
    let line = Array(String(decoding: table.line(range.start.line), as: UTF8.self).unicodeScalars)
    let first = min(range.start.column - 1, line.count)
    let last =
      range.end.line == range.start.line
      ? min(max(range.end.column - 1, first), line.count) : line.count
    let from = max(0, first - TextRenderer.width / 2)
    let upTo = min(line.count, from + TextRenderer.width)
    let before = VisibleText.shown(line[from..<first])
    let marked = VisibleText.shown(line[first..<max(first, min(last, upTo))])
    let after = VisibleText.shown(line[max(first, min(last, upTo))..<max(upTo, first)])
    let cutLeft = from > 0 ? "…" : ""
    let cutRight = upTo < line.count ? "…" : ""
    let number = String(range.start.line)
    let margin = String(repeating: " ", count: max(1, 9 - number.count))
    let indent = String(
      repeating: " ",
      count: VisibleText.width(cutLeft) + VisibleText.width(before))
    let caret = "^" + String(repeating: "~", count: max(0, VisibleText.width(marked) - 1))
    let advice = help.map { " \(VisibleText.escaped($0))" } ?? ""
    return "\(margin)\(number) | \(cutLeft)\(before)\(marked)\(after)\(cutRight)\n"
      + "          | \(indent)\(painted(caret, severity))\(advice)\n"
  }
}
