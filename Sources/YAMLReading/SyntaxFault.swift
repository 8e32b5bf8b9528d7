internal import Diagnostics

/// What libyaml says of a text that is not YAML.
struct SyntaxFault {
  let problem: String
  let mark: SourceMark
  /// What libyaml was reading (`while parsing a block mapping`), and where that begins.
  let context: String?
  let contextMark: SourceMark

  func diagnostic(in file: SourceFile) -> Diagnostic {
    let notes = context.map { context in
      [
        Diagnostic.Note(
          context, at: SourceRange(file: file, start: contextMark, end: contextMark))
      ]
    }
    return Diagnostic(
      .error, .yamlSyntax, at: SourceRange(file: file, start: mark, end: mark), problem,
      notes: notes ?? [])
  }
}
