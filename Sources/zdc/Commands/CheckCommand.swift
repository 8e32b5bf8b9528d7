import ArgumentParser
import Compilation
import Diagnostics

/// `zdc check M…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validates manifests; writes nothing.")

  @Argument(
    help: "The manifests; '-' reads standard input.",
    completion: .file(extensions: ["yml", "yaml"]))
  var manifests: [String]

  @OptionGroup var options: ManifestOptions

  func run() throws {
    var log = DiagnosticLog()
    for manifest in manifests {
      var own = DiagnosticLog()
      if let unit = try options.read(manifest, into: &own) {
        let place = ManifestPlace(manifest: manifest, output: nil, project: unit.project)
        _ = Compiler.plan(unit, in: place.surroundings, into: &own)
      }
      log.append(own)
    }
    try options.report(log)
  }
}
