import ArgumentParser
import Compilation

/// The command line; each command is a file of its own.
@main
struct ZDC: ParsableCommand {
  /// While the arguments are parsed, with a name above its own: the parser then does not look for a
  /// request for completions first, which parses all arguments twice more with commands of its own.
  static var configuration: CommandConfiguration {
    var configuration = described
    if isParsing { configuration._superCommandName = "" }
    return configuration
  }

  private nonisolated(unsafe) static var isParsing = false

  private static let described = CommandConfiguration(
    commandName: "zdc",
    abstract: "Compiles one manifest into every file of a zero-downtime deployment.",
    discussion: """
      A manifest states services, ports, health paths, replica counts and strategy once. zdc makes \
      the Compose file, the Swarm stack, the nginx confs, the Kubernetes YAML, the deploy scripts \
      and the runbook from it, all of them saying the same.

      Exit codes: 0 fine; 1 the manifest or the artefacts are at fault; 64 usage; 66 an input can't \
      be read; 73 an output can't be written; 70 a fault of zdc itself.
      """,
    version: BuildStamp.version,
    subcommands: [
      BuildCommand.self, CheckCommand.self, DiffCommand.self, ExplainCommand.self, InitCommand.self,
      SchemaCommand.self, TargetsCommand.self, VerifyCommand.self,
      CompleteEnvironmentsCommand.self,
    ])

  static func main() {
    LastWords.prepare()
    ShortLife.begin()
    do {
      var command = try parsed()
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  private static func parsed() throws -> any ParsableCommand {
    isParsing = !CommandLine.arguments.contains { $0.hasPrefix("--generate-completion-script") }
    defer { isParsing = false }
    return try parseAsRoot()
  }
}
