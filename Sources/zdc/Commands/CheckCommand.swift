import ArgumentParser
import Compilation
import Diagnostics

/// `zdc check M…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validates manifests; writes nothing but what --fix mends.")

  @Argument(
    help: "The manifests; '-' reads standard input.",
    completion: .file(extensions: ["yml", "yaml"]))
  var manifests: [String]

  @Flag(help: "Mend what is certain, keeping comments and layout.")
  var fix = false

  @OptionGroup var options: ManifestOptions

  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if fix, manifests.contains("-") {
      throw ValidationError("--fix needs a file: standard input can't be written")
    }
  }

  func run() throws {
    var log = DiagnosticLog()
    for manifest in manifests {
      if fix { try MendingManifest(path: manifest, options: options).mend() }
      var own = DiagnosticLog()
      if let unit = try options.read(manifest, into: &own) {
        let place = ManifestPlace(manifest: manifest, output: nil, project: unit.project)
        ShortLife.keep((unit, Compiler.check(unit, in: place.surroundings, into: &own)))
      }
      log.append(own)
    }
    try reporting.report(log)
  }
}
