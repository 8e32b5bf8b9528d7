/// Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request.
///
/// The escapes are those of @actions/core: `%`, CR and LF everywhere, `:` and `,` in properties
/// too, so that no value can begin a command of its own.
package struct GitHubRenderer: Sendable {
  package init() {}

  /// One line a diagnostic; notes and help stand in its message, each on a line of its own.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { Self.command($0) + "\n" }.joined()
  }

  private static func command(_ diagnostic: Diagnostic) -> String {
    let name = diagnostic.severity == .note ? "notice" : diagnostic.severity.word
    var properties = diagnostic.range.map(place) ?? []
    properties.append(("title", diagnostic.code.description))
    let list = properties.map { "\($0.0)=\(property($0.1))" }.joined(separator: ",")
    var lines = [diagnostic.message]
    if let help = diagnostic.help { lines.append(help) }
    for note in diagnostic.notes {
      lines.append(note.message + (note.range.map { " (\($0))" } ?? ""))
    }
    let message = lines.map { data(VisibleText.of($0)) }.joined(separator: "%0A")
    return "::\(name) \(list)::\(message)"
  }

  /// Columns only for a range within one line: GitHub refuses them otherwise.
  private static func place(_ range: SourceRange) -> [(String, String)] {
    let (start, end) = (range.start, range.end)
    let lines = [
      ("file", range.file.path), ("line", "\(start.line)"), ("endLine", "\(end.line)"),
    ]
    if start.line != end.line { return lines }
    // `endColumn` is the last character's, ours the place after it.
    return lines + [
      ("col", "\(start.column)"), ("endColumn", "\(max(start.column, end.column - 1))"),
    ]
  }

  private static func data(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func property(_ text: String) -> String {
    var result = ""
    for scalar in data(text).unicodeScalars {
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
