internal import Diagnostics
internal import YAMLReading

/// A command that is written as one text: split into the words that are executed, by nobody's shell.
enum CommandText {
  static let shellHelp =
    "write [sh, -c, \"… && exec server\"], or release for commands that run before it"

  /// The words; reports what only a shell could do.
  static func words(
    of text: String, at node: YAMLNode, into log: inout DiagnosticLog
  ) -> [Located<Template>] {
    let (words, findings) = ShellWordSplitter.split(text)
    let places = ScalarPlaces(node)
    for finding in findings.prefix(mostFaults) {
      let end = finding.offset + finding.text.unicodeScalars.count
      let (message, help) = fault(finding)
      log.error(
        .shellSyntax, at: places.range(finding.offset..<end), message, help: help)
    }
    if let first = words.first, let (message, help) = faultOfFirst(first.text) {
      log.error(
        .shellSyntax, at: places.range(first.start..<first.end), message, help: help)
    }
    return words.map { word in
      Located(
        Template.read(word.text).template, at: places.range(word.start..<word.end))
    }
  }

  private static let mostFaults = 20

  private static func fault(
    _ finding: ShellWordSplitter.Finding
  ) -> (message: String, help: String) {
    switch finding.kind {
    case .controlOperator, .redirection, .parenthesis:
      ("no shell runs \(finding.text.quoted) in a command text", shellHelp)
    case .commandSubstitution:
      ("no shell expands \(finding.text.quoted) in a command text", shellHelp)
    case .variable:
      (
        "no shell expands \(finding.text.quoted) in a command text",
        "write ${NAME} for a variable of the deployment, '$$' for a dollar, or [sh, -c, …]"
      )
    case .unclosedQuote:
      ("a quote that is not closed", "close it, or escape it: \\\(finding.text)")
    case .trailingBackslash: ("'\\' at the end escapes nothing", "remove it")
    }
  }

  private static let builtins = [
    "cd", "exec", "export", "source", ".", "set", "unset", "eval", "ulimit", "umask", "trap",
  ]

  /// Words that are commands of a shell alone, or what a shell sets for one command.
  private static func faultOfFirst(_ word: String) -> (message: String, help: String)? {
    if builtins.contains(word) {
      return (
        "'\(word)' is a shell's own command, and no shell runs it",
        word == "exec" ? "remove it: the server is PID 1 as it is" : shellHelp
      )
    }
    let name = String(word.prefix { $0 != "=" })
    guard name.utf8.count < word.utf8.count, TextForm.Pattern.variableName.matches(name) else {
      return nil
    }
    return ("no shell sets '\(name)' in front of a command text", "write env: { \(name): … }")
  }
}
