import ArgumentParser

/// `zdc complete-environments WORD…`, which fish's completion runs: prints the environments of the
/// manifest among the words of a line.
struct CompleteEnvironmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete-environments", abstract: "For completion scripts.",
    shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough)
  var words: [String] = []

  func run() {
    for name in CompletedEnvironments.names(of: words) { Terminal.print(name + "\n") }
  }
}

extension CompletedEnvironments {
  /// fish 3 can't tell a script where in its word the cursor stands, which the usual way asks for.
  static var kind: CompletionKind {
    CompletionShell.requesting == .fish
      ? .shellCommand("command zdc complete-environments (commandline -po)")
      : .custom { words, _, _ in names(of: words) }
  }
}
