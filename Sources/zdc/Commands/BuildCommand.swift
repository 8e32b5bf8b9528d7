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
      errors. A file that zdc did not make is not overwritten. Where nothing changed since your \
      own last build of the folder, by the content of every file, nothing is made again.
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

  @Flag(help: "Make everything again, also where nothing changed since the last build.")
  var full = false

  @OptionGroup var options: ManifestOptions

  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if dryRun, reporting.isForPrograms {
      throw ValidationError("--dry-run lists files for people; --check is for programs")
    }
  }

  func run() throws {
    let bytes = try options.bytes(of: manifest)
    let sealing =
      takesNotes
      ? Sealing(of: (manifest, bytes), output: output, environment: options.environment) : nil
    let kept = force || full ? nil : sealing?.kept
    if let kept, !reporting.isForPrograms, !reporting.strict { end(kept) }
    var log = DiagnosticLog()
    guard let unit = options.read(bytes, of: manifest, into: &log) else { return try stop(log) }
    let place = ManifestPlace(manifest: manifest, output: output, project: unit.project)
    guard let plan = Compiler.plan(unit, in: place.surroundings, into: &log) else {
      return try stop(log)
    }
    if let kept { return try end(plan, kept, log) }
    guard let artefacts = Compiler.compile(plan, into: &log) else { return try stop(log) }
    try readBack(artefacts, of: plan, place)
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
      let files = try job.write()
      sealing?.seal(files, in: place, told: ReportOptions.text(of: log))
      ShortLife.end()
    } catch let fault as FileFault {
      Terminal.complain("zdc: can't write \(fault.path.quoted.visible): \(fault.reason)\n")
      throw ExitCode.cannotCreate
    }
  }

  private func stop(_ log: DiagnosticLog) throws {
    try reporting.report(log)
    throw ExitCode.internalFault
  }

  /// Whether this build writes all that the manifest makes, for somebody who builds again: CI, which
  /// says so by `CI`, has none of its own builds to go by.
  private var takesNotes: Bool { !check && !dryRun && target.isEmpty && !Sealing.isInCI }

  /// Tells what was told of the manifest when its artefacts were made.
  private func end(_ kept: Seal) -> Never {
    Terminal.complain(rendered: kept.told)
    Terminal.complain("\(kept.output): 0 written, 0 removed, \(kept.files.count) unchanged\n")
    ShortLife.end()
  }

  /// The same in another form.
  private func end(_ plan: DeploymentPlan, _ kept: Seal, _ found: DiagnosticLog) throws {
    var log = found
    Compiler.checkArtefacts(of: plan, into: &log)
    try reporting.report(log)
    Terminal.complain("\(kept.output): 0 written, 0 removed, \(kept.files.count) unchanged\n")
    ShortLife.end()
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
