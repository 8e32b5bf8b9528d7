import ArgumentParser
import Backends
import Compilation
import Diagnostics
import OutputTrees
import ParallelWork
import Planning

/// `zdc verify M`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds every fact in the artefacts against the manifest.",
    discussion: """
      Makes the artefacts of the manifest anew, in memory, and compares each fact, then each byte: \
      an edit by hand that contradicts the manifest is told apart from one that changes no fact. \
      zdc.lock.json is not believed: it can be edited along with an artefact. Exit 1 if there is \
      anything to tell.
      """)

  @Argument(
    help: "The manifest; '-' reads standard input.", completion: .file(extensions: ["yml", "yaml"]))
  var manifest: String

  @Option(name: [.short, .long], help: "The folder of the artefacts (default: out/PROJECT).")
  var output: String?

  @Flag(help: "Facts alone: no comparison of bytes, and no lock is needed.")
  var facts = false

  @OptionGroup var options: ManifestOptions

  @OptionGroup var reporting: ReportOptions

  func run() throws {
    var log = DiagnosticLog()
    guard let unit = try options.read(manifest, into: &log) else {
      return try reporting.report(log)
    }
    let place = ManifestPlace(manifest: manifest, output: output, project: unit.project)
    let folder = place.output
    let (made, found) = both(
      { Compiler.compile(unit, in: place.surroundings, into: &log) },
      meanwhile: { Result { () throws(FileFault) in try FoundArtefacts(in: folder) } })
    guard let (plan, artefacts) = made else { return try reporting.report(log) }
    do {
      let check = try check(plan, artefacts, unit, found.get(), place)
      log.append(check.log)
      try reporting.report(log)
      Terminal.complain("\(folder): \(check.summary), no contradiction\n")
      ShortLife.end()
    } catch let fault as FileFault {
      Terminal.complain("zdc: can't read \(fault.path.quoted.visible): \(fault.reason)\n")
      throw ExitCode.noInput
    }
  }

  private func check(
    _ plan: DeploymentPlan, _ made: [Artefact], _ unit: ManifestUnit,
    _ found: FoundArtefacts?, _ place: ManifestPlace
  ) throws -> ArtefactCheck {
    guard let found else {
      throw FileFault(place.output, reason: "there is no such folder; run \(command(place))")
    }
    guard facts || found.lock != nil else {
      throw FileFault(
        "\(place.output)/\(ArtefactLock.path)",
        reason: "it is missing, or no lock of zdc; run \(command(place)), or say --facts")
    }
    return try ArtefactCheck(
      plan, made, of: unit, lock: facts ? nil : found.lock, applied: found.applied,
      command: command(place), reading: found.artefact)
  }

  /// What makes the artefacts again.
  private func command(_ place: ManifestPlace) -> String {
    let folder = output.map { ["-o", $0] } ?? []
    let environment = options.environment.map { ["--environment", $0] } ?? []
    return ShellWords.join(["zdc", "build", manifest] + folder + environment)
  }
}
