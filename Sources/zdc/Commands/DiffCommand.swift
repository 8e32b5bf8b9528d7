import ArgumentParser
import Backends
import Compilation
import Diagnostics
import JSONWriting
import OutputTrees
import PlanComparison
import Planning

/// `zdc diff OLD NEW`, `zdc diff --git REV M`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what a change of a manifest, or of zdc, means for production.",
    discussion: """
      First the facts that change, then what each target's deployment will do: which containers are \
      replaced, how many run at a time, how long it takes by the health and drain settings.

        zdc diff old.yml new.yml
        zdc diff --git main manifests/shop.yml --format markdown

      With --zdc the manifest stays and zdc changes: which artefacts this version makes otherwise \
      than that binary, which services and objects in them, and whose containers are replaced.

        zdc diff --zdc /usr/bin/zdc manifests/shop.yml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
  }

  @Argument(
    help: "OLD and NEW; with --git or --zdc the manifest alone. '-' reads standard input.",
    completion: .file(extensions: ["yml", "yaml"]))
  var manifests: [String]

  @Option(help: "Compare with the manifest as this revision of its repository has it.")
  var git: String?

  @Option(
    help: "Compare with what this binary, another version of zdc, makes of the manifest.",
    completion: .file())
  var zdc: String?

  @Flag(help: "Then the unified diff of the artefacts.")
  var files = false

  @Option(help: "text for people, json for programs, markdown for a review's comment.")
  var format = Format.text

  @OptionGroup var options: ManifestOptions

  func validate() throws {
    if git?.hasPrefix("-") == true || git?.isEmpty == true {
      throw ValidationError("a revision does not begin with '-', and is not empty")
    }
    if git != nil, zdc != nil { throw ValidationError("say --git or --zdc, one at a time") }
    if zdc?.isEmpty == true { throw ValidationError("--zdc needs the path of a binary") }
    let count = git == nil && zdc == nil ? 2 : 1
    guard manifests.count == count else {
      throw ValidationError(
        count == 2
          ? "name two manifests, OLD and NEW, or one with --git or --zdc"
          : "with \(git == nil ? "--zdc" : "--git") name one manifest")
    }
    if zdc != nil, manifests[0] == "-" {
      throw ValidationError("--zdc needs a file: two programs read it")
    }
    if git != nil, manifests[0] == "-" {
      throw ValidationError("--git needs a file: standard input is in no repository")
    }
    if manifests.count == 2, manifests[0] == "-", manifests[1] == "-" {
      throw ValidationError("standard input can be read once")
    }
  }

  func run() throws {
    let name = manifests[manifests.count - 1]
    if let zdc { return try compare(OlderBinary(path: zdc), name) }
    var log = DiagnosticLog()
    let new = try Side(
      SourceFile(path: name, bytes: try options.bytes(of: name)), at: name, options, git: nil,
      into: &log)
    let old = try oldSide(of: name, into: &log)
    guard let old, let new, !log.hasErrors else {
      Terminal.complain(log)
      throw ExitCode.fault
    }
    let difference = PlanDifference(from: old.plan, to: new.plan)
    let artefacts = files ? fileDifferences(from: old, to: new) : []
    tell(difference, artefacts)
    if format == .text, !difference.isEmpty {
      Terminal.complain("\(ShellWords.join(["zdc", "build", name])) writes it into the artefacts\n")
    }
  }

  private func oldSide(of name: String, into log: inout DiagnosticLog) throws -> Side? {
    guard let git else {
      let path = manifests[0]
      return try Side(
        SourceFile(path: path, bytes: try options.bytes(of: path)), at: name, options, git: nil,
        into: &log)
    }
    let absolute = WorkingPath.absolute(name)
    let revision = GitRevision(git, folder: RelativePath.normalised(absolute + "/.."))
    do {
      let source = SourceFile(path: "\(git):\(name)", bytes: try revision.read(absolute))
      return try Side(source, at: name, options, git: revision, into: &log)
    } catch let fault as GitRevision.Fault {
      Terminal.complain("zdc: can't read \("\(git):\(name)".quoted.visible): \(fault.reason)\n")
      throw ExitCode.noInput
    }
  }

  private func fileDifferences(from old: Side, to new: Side) -> [(path: String, text: String)] {
    let before = Dictionary(
      old.artefacts.map { ($0.file.path, $0.file.bytes) }, uniquingKeysWith: { one, _ in one })
    let after = Set(new.artefacts.map(\.file.path))
    let changed = new.artefacts.map(\.file).map { file in
      (file.path, UnifiedDiff.text(path: file.path, old: before[file.path], new: file.bytes))
    }
    let gone = old.artefacts.map(\.file).filter { !after.contains($0.path) }.map { file in
      (file.path, UnifiedDiff.text(path: file.path, old: file.bytes, new: nil))
    }
    return (changed + gone).filter { !$0.1.isEmpty }
  }

  private func tell(_ difference: PlanDifference, _ artefacts: [(path: String, text: String)]) {
    let all = artefacts.map(\.text).joined()
    switch format {
    case .text:
      Terminal.print(DifferenceText.render(difference) + (all.isEmpty ? "" : "\n" + all))
    case .markdown:
      var text = DifferenceMarkdown.render(difference)
      if !all.isEmpty {
        text += "\n<details><summary>\(artefacts.count) artefacts</summary>\n\n"
        text += DifferenceMarkdown.block(all, language: "diff") + "\n</details>\n"
      }
      Terminal.print(text)
    case .json:
      guard case .object(var members) = DifferenceJSON.value(difference) else { return }
      if files {
        members.append(
          .init(
            "files",
            .array(artefacts.map { ["path": .text($0.path), "diff": .text($0.text)] })))
      }
      Terminal.print(rendered: JSONWriter(.pretty).text(.object(members)) + "\n")
    }
  }
}

extension DiffCommand {
  /// One of the two manifests, planned, with its artefacts.
  private struct Side {
    let plan: DeploymentPlan
    let artefacts: [Artefact]

    /// - Parameters:
    ///   - path: where it counts as standing: both sides' headers and paths name the same place.
    ///   - git: where the files that it names are read from; `nil`: from the disk, beside it.
    init?(
      _ source: SourceFile, at path: String, _ options: ManifestOptions, git: GitRevision?,
      into log: inout DiagnosticLog
    ) throws {
      guard
        let unit = ManifestUnit.read(source, environment: options.environment, into: &log)
      else { return nil }
      let place = ManifestPlace(manifest: path, output: nil, project: unit.project)
      let own = ManifestPlace(manifest: source.path, output: nil, project: unit.project)
      let surroundings = Compiler.Surroundings(
        manifestPath: place.surroundings.manifestPath,
        readFile: { file in git.map { try? $0.read(file) } ?? own.surroundings.readFile(file) })
      guard let made = Compiler.compile(unit, in: surroundings, into: &log) else { return nil }
      (plan, artefacts) = made
    }
  }
}
