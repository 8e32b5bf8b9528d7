internal import Diagnostics

/// What libyaml says of a text that is not YAML. Its words are those of a parser; `SyntaxWording`
/// puts the frequent ones into those of a person who writes a manifest.
struct SyntaxFault {
  let problem: String
  let mark: SourceMark
  /// What libyaml was reading (`while parsing a block mapping`), and where that begins.
  let context: String?
  let contextMark: SourceMark

  func diagnostic(in file: SourceFile) -> Diagnostic {
    let table = LineTable(file)
    return SyntaxWording(inside(table), in: table).diagnostic
  }

  /// libyaml puts the end of a text whose last line has no line feed on a line after it.
  private func inside(_ table: LineTable) -> SyntaxFault {
    if mark.line <= table.lineCount { return self }
    let end = table.mark(atByte: table.file.bytes.count)
    return SyntaxFault(
      problem: problem, mark: end, context: context, contextMark: min(contextMark, end))
  }
}
