/// A manifest through one command of the built zdc.
package struct CommandTarget: FuzzTarget {
  package enum Command: String, Sendable, CaseIterable {
    case compile
    case fix
    case diff
    case explain
  }

  private static let manifest = "manifest.yml"

  package let name: String
  private let command: Command
  private let commands: Commands
  /// What `diff` compares with.
  private let other: [UInt8]

  /// - Parameters:
  ///   - zdc: the binary's absolute path.
  ///   - other: a manifest without errors.
  package init(_ command: Command, zdc: String, other: [UInt8]) {
    name = command.rawValue
    self.command = command
    self.other = other
    commands = Commands(zdc, name)
  }

  package func run(_ bytes: [UInt8]) -> FuzzOutcome {
    var outcome = FuzzOutcome()
    commands.scratch.write(bytes, to: Self.manifest)
    switch command {
    case .compile: compile(into: &outcome)
    case .fix: fix(bytes, into: &outcome)
    case .diff: diff(bytes, into: &outcome)
    case .explain: explain(bytes, into: &outcome)
    }
    return outcome
  }

  /// What is built has to be what `--check` and `verify` find.
  private func compile(into outcome: inout FuzzOutcome) {
    let told = commands.run(
      ["build", Self.manifest, "-o", "out", "--force"], into: &outcome)
    guard told.contains(" unchanged\n") else { return }
    outcome.behaviours.insert("built")
    let check = commands.run(["build", Self.manifest, "-o", "out", "--check"], into: &outcome)
    outcome.require(!check.contains("is not what the manifest says"), "a build is not idempotent")
    let verified = commands.run(["verify", Self.manifest, "-o", "out"], into: &outcome)
    outcome.require(
      verified.contains("no contradiction"), "verify contradicts a build: \(verified)")
    commands.run(["targets", Self.manifest], into: &outcome)
  }

  /// A mended file keeps its mode, and there is nothing left in it to mend.
  private func fix(_ bytes: [UInt8], into outcome: inout FuzzOutcome) {
    let mode = commands.scratch.mode(of: Self.manifest)
    let before = commands.run(["check", Self.manifest], into: &outcome)
    let told = commands.run(["check", "--fix", Self.manifest], into: &outcome)
    outcome.require(commands.scratch.mode(of: Self.manifest) == mode, "--fix changes the mode")
    let isMended = told.contains(": mended: ")
    outcome.require(
      isMended || commands.scratch.read(Self.manifest) == bytes,
      "--fix changes what it does not tell")
    outcome.require(isMended || told == before, "--fix tells other faults than check")
    if isMended {
      outcome.behaviours.insert("mended")
      let again = commands.run(["check", "--fix", Self.manifest], into: &outcome)
      outcome.require(!again.contains(": mended: "), "--fix leaves something to mend: \(again)")
    }
  }

  private func diff(_ bytes: [UInt8], into outcome: inout FuzzOutcome) {
    commands.scratch.write(other, to: "old.yml")
    let format = ["text", "json", "markdown"][bytes.count % 3]
    let files = bytes.count % 2 == 0 ? ["--files"] : []
    commands.run(["diff", "old.yml", Self.manifest, "--format", format] + files, into: &outcome)
    commands.run(["diff", Self.manifest, "old.yml", "--format", format] + files, into: &outcome)
  }

  private func explain(_ bytes: [UInt8], into outcome: inout FuzzOutcome) {
    let lines = bytes.count { $0 == 0x0A } + 1
    commands.run(["explain", Self.manifest], into: &outcome)
    // 64: the text after the last line feed is a line only where it is not empty.
    commands.run(
      ["explain", "\(Self.manifest):\(bytes.count % lines + 1)"], statuses: [0, 1, 64],
      into: &outcome)
    commands.run(
      ["explain", "\(Self.manifest):\(Int.max)"], statuses: [1, 64], into: &outcome)
  }

  package func end() { commands.scratch.remove() }
}
