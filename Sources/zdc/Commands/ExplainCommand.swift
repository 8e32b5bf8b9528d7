import ArgumentParser
import Compilation
import Diagnostics
import ManifestModel
import Planning

/// `zdc explain FILE:LINE`, `zdc explain FILE`, `zdc explain CODE`, `zdc explain --url URL M`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says where a line comes from, what follows from it, or what a rule means.",
    discussion: """
      FILE:LINE of an artefact: the manifest's line that it follows from, and why. Of a manifest: \
      every line of the artefacts that follows from it. FILE alone: the same for each of its lines. \
      CODE (ZDC204, or 204): the rule's page. Nothing: all rules.

      --url URL MANIFEST: where the gateway sends that request, on each target.

      The manifest of an artefact is the one that zdc.lock.json beside it names.
      """)

  @Argument(help: "FILE:LINE, FILE or CODE.", completion: .file())
  var subject: String?

  @Option(name: [.short, .long], help: "A manifest's artefacts' folder (default: out/PROJECT).")
  var output: String?

  @Option(help: "A request's URL; FILE is then the manifest.")
  var url: String?

  @OptionGroup var options: ManifestOptions

  func run() throws {
    if let url { return try explain(url: url) }
    guard let subject else { return listRules() }
    if let code = Self.code(subject) { return try explain(code) }
    let (path, line) = Self.place(subject)
    let file = ExplainedFile(path: path, bytes: try options.bytes(of: path))
    let isManifest = path == "-" || path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    guard file.making != nil || isManifest else {
      throw ValidationError(
        "\(path.quoted) is no manifest, and no zdc.lock.json above it lists it as an artefact")
    }
    let explanation = try LineExplanation(file, output: output, options: options)
    try explanation.tell(line)
  }

  /// What begins as a code does and is no path.
  private static func code(_ subject: String) -> String? {
    let upper = subject.uppercased()
    let isCode =
      upper.hasPrefix("ZDC") && (4...8).contains(upper.utf8.count)
      && !upper.contains { "./:".contains($0) }
    let isNumber = upper.utf8.count == 3 && upper.allSatisfy { $0.isASCII && $0.isNumber }
    return isCode || isNumber ? upper : nil
  }

  /// `FILE:LINE`, and `FILE:LINE:COLUMN` as diagnostics have it.
  private static func place(_ subject: String) -> (path: String, line: Int?) {
    var parts = subject.split(separator: ":", omittingEmptySubsequences: false)
    var numbers: [Int] = []
    while parts.count > 1, numbers.count < 2, let number = parts.last.flatMap({ Int($0) }) {
      numbers.insert(number, at: 0)
      parts.removeLast()
    }
    return (parts.joined(separator: ":"), numbers.first)
  }

  private func explain(url: String) throws {
    guard let subject else {
      throw ValidationError("--url needs a manifest: zdc explain --url URL M")
    }
    guard let request = GatewayRequest(url) else {
      throw ValidationError("\(url.quoted.visible) is no URL that begins with http:// or https://")
    }
    var log = DiagnosticLog()
    var plan: DeploymentPlan?
    if let unit = try options.read(subject, into: &log) {
      let place = ManifestPlace(manifest: subject, output: output, project: unit.project)
      plan = Compiler.plan(unit, in: place.surroundings, into: &log)
    }
    guard let plan, !log.hasErrors else {
      Terminal.complain(log)
      throw ExitCode.fault
    }
    Terminal.print(RequestReport(request, by: plan).text)
  }

  private func listRules() {
    for rule in Catalogue.rules {
      let level = rule.level + String(repeating: " ", count: 7 - rule.level.utf8.count)
      Terminal.print("\(rule.code)  \(level)  \(rule.title)\n")
    }
  }

  private func explain(_ code: String) throws {
    switch Catalogue.answer(to: code) {
    case .rule(let rule): Terminal.print(rule.markdown)
    case .gone(let text): Terminal.print(text)
    case .unknown(let near):
      let names = near.map { "'\($0.code)'" }.joined(separator: " or ")
      let meant = near.isEmpty ? "" : "; did you mean \(names)?"
      throw ValidationError("no rule has the code '\(code)'\(meant) ('zdc explain' lists them)")
    }
  }
}
