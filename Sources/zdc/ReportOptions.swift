import ArgumentParser
import Compilation
import Diagnostics
import ManifestModel

/// How a command tells what it found: the same options in all that find something.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case github
  }

  @Option(
    help: ArgumentHelp(
      "How faults are reported.",
      discussion: """
        text, for people, goes to standard error. json, sarif (2.1.0, for code scanning) and github \
        (annotations of a workflow) go to standard output, which then holds nothing else.
        """))
  var format = Format.text

  @Flag(help: "Warnings count as faults: exit 1.")
  var strict = false
}

extension ReportOptions {
  /// Whether standard output is a document for a program.
  var isForPrograms: Bool { format != .text }

  /// For people, as their terminal takes it.
  static func text(of log: DiagnosticLog) -> String {
    Terminal.text(of: TargetFaults.grouped(log.sorted))
  }

  /// Tells what was found, once a run, and throws where it stops the command.
  func report(_ log: DiagnosticLog) throws {
    let diagnostics = log.sorted
    switch format {
    case .text: Terminal.complain(rendered: Self.text(of: log))
    case .json: Terminal.print(rendered: JSONRenderer().render(diagnostics))
    case .sarif:
      let titles = Catalogue.rules.map { ($0.code, $0.title) }
      let summaries = Dictionary(titles, uniquingKeysWith: { first, _ in first })
      Terminal.print(
        rendered: SARIFRenderer(version: Version.number, summaries: summaries).render(diagnostics))
    case .github: Terminal.print(rendered: GitHubRenderer().render(diagnostics))
    }
    if log.hasErrors || strict && log.hasWarnings { throw ExitCode.fault }
  }
}
