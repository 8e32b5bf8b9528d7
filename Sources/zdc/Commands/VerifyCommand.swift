import ArgumentParser
import Compilation
import Diagnostics
import OutputTrees
import ParallelWork
import Planning
import Verification

/// `zdc verify M`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds every fact in the artefacts against the manifest.",
    discussion: """
      Reads the artefacts with readers that share no code with what writes them, compares each fact
      with the manifest, then the checksums of zdc.lock.json: an edit by hand that contradicts the
      manifest is told apart from one that changes no fact. Exit 1 if there is anything to tell.
      """)

  @Argument(
    help: "The manifest; '-' reads standard input.", completion: .file(extensions: ["yml", "yaml"]))
  var manifest: String

  @Option(name: [.short, .long], help: "The folder of the artefacts (default: out/PROJECT).")
  var output: String?

  @Flag(help: "Facts alone: no checksums, and no lock is needed.")
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
    let namesakes = Result { () throws(FileFault) in try FoundArtefacts.namesakes(in: folder) }
    let (asked, found) = both(
      {
        Compiler.plan(unit, in: place.surroundings, into: &log).map { plan in
          (plan, plan.facts(Verifier.contentNames(of: (try? namesakes.get()) ?? [])))
        }
      },
      meanwhile: {
        namesakes.flatMap { known in
          Result { () throws(FileFault) in try FoundArtefacts(in: folder, known: known) }
        }
      })
    guard let (plan, facts) = asked else { return try reporting.report(log) }
    do {
      let check = try check(plan, facts, unit, found.get(), place)
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
    _ plan: DeploymentPlan, _ asked: [ArtefactFacts], _ unit: ManifestUnit,
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
      plan, asked, of: unit, lock: facts ? nil : found.lock, applied: found.applied,
      command: command(place), reading: found.artefact)
  }

  /// What makes the artefacts again.
  private func command(_ place: ManifestPlace) -> String {
    let folder = output.map { ["-o", $0] } ?? []
    let environment = options.environment.map { ["--environment", $0] } ?? []
    return ShellWords.join(["zdc", "build", manifest] + folder + environment)
  }
}
