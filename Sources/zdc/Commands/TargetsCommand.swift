import ArgumentParser
import Compilation
import Diagnostics
import JSONWriting

/// `zdc targets M`
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets",
    abstract: "Shows what each target makes of each key of a manifest.",
    discussion: """
      native: the target has a key for it. emulated: zdc does it in another way. not needed: the \
      target behaves the same without. unsupported: it has no effect there, which is an error \
      unless targets.TARGET.accept lists the key; then the table says accepted.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(
    help: "The manifest; '-' reads standard input.", completion: .file(extensions: ["yml", "yaml"]))
  var manifest: String

  @Option(help: "A table for people, or JSON for programs.")
  var format = Format.text

  @OptionGroup var options: ManifestOptions

  func run() throws {
    var log = DiagnosticLog()
    let unit = try options.read(manifest, into: &log)
    Terminal.complain(log)
    guard let unit, !log.hasErrors else { throw ExitCode.fault }
    let report = SupportReport(unit.decoded)
    switch format {
    case .text: Terminal.print(report.text)
    case .json: Terminal.print(rendered: JSONWriter(.pretty).text(report.json) + "\n")
    }
  }
}
