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
    SyntaxWording(self, in: LineTable(file)).diagnostic
  }
}
