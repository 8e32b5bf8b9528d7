import ArgumentParser
import Backends
import Compilation
import Diagnostics
import ManifestModel
import Planning

/// `zdc build M`, the main job.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compiles a manifest into its artefacts.",
    discussion: """
      Writes only files whose bytes change, each atomically, and only when the manifest has no \
      errors. A file that zdc did not make is not overwritten.
      """)

  @Argument(
    help: "The manifest; '-' reads standard input.", completion: .file(extensions: ["yml", "yaml"]))
  var manifest: String

  @Option(
    name: [.short, .long], help: "The folder of the artefacts (default: out/PROJECT).",
    completion: .directory)
  var output: String?

  @Option(
    help: "Only this target's artefacts; may be repeated: blueGreen, swarm, kubernetes.",
    completion: .list(TargetArgument.allValueStrings))
  var target: [TargetArgument] = []

  @Flag(help: "Write nothing; print what would change and exit 1 if anything would.")
  var check = false

  @Flag(help: "Write nothing; list what would be written.")
  var dryRun = false

  @Flag(help: "Overwrite files that zdc did not make.")
  var force = false

  @OptionGroup var options: ManifestOptions

  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if dryRun, reporting.isForPrograms {
      throw ValidationError("--dry-run lists files for people; --check is for programs")
    }
  }

  func run() throws {
    var log = DiagnosticLog()
    guard let (unit, place, artefacts) = try compile(into: &log) else {
      try reporting.report(log)
      throw ExitCode.internalFault
    }
    let job = WriteJob(
      unit: unit, place: place, artefacts: artefacts, targets: Set(target.map(\.target)),
      force: force)
    do {
      if check, reporting.isForPrograms { log.append(try job.drift()) }
      try reporting.report(log)
      if check {
        if !reporting.isForPrograms { try job.showDrift() }
        return
      }
      if dryRun { return try job.list() }
      try job.write()
      ShortLife.end()
    } catch let fault as FileFault {
      Terminal.complain("zdc: can't write \(fault.path.quoted.visible): \(fault.reason)\n")
      throw ExitCode.cannotCreate
    }
  }

  private func compile(
    into log: inout DiagnosticLog
  ) throws -> (ManifestUnit, ManifestPlace, [Artefact])? {
    guard let unit = try options.read(manifest, into: &log) else { return nil }
    let place = ManifestPlace(manifest: manifest, output: output, project: unit.project)
    guard let made = Compiler.compile(unit, in: place.surroundings, into: &log) else { return nil }
    try readBack(made.artefacts, of: made.plan, place)
    return (unit, place, made.artefacts)
  }

  /// What is about to be written, read by readers that share nothing with the writers: where it
  /// does not say what the plan says, nothing is written.
  private func readBack(
    _ artefacts: [Artefact], of plan: DeploymentPlan, _ place: ManifestPlace
  ) throws {
    // CI asks by --check, and gets libyaml's judgement.
    let read = Compiler.checked(artefacts, of: plan, folder: place.output, quickly: !check)
    ShortLife.keep(read)
    guard !read.contradictions.isEmpty else { return }
    try? reporting.report(read.contradictions)
    Terminal.complain("zdc: contradicts itself; nothing is written\n")
    throw ExitCode.internalFault
  }
}

/// A target on the command line.
struct TargetArgument: ExpressibleByArgument {
  let target: Target

  init?(argument: String) {
    guard let target = Target(rawValue: argument) else { return nil }
    self.target = target
  }

  static var allValueStrings: [String] { Target.allCases.map(\.rawValue) }
}
