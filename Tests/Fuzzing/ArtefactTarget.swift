/// Artefacts that somebody changed, before the commands that read them: `verify`, `build --check`,
/// `explain`.
///
/// An input is a byte that chooses the file, and what the file then holds.
package struct ArtefactTarget: FuzzTarget {
  package let name = "verify"

  private static let manifest = "manifest.yml"

  private let commands: Commands
  private let files: [(path: String, bytes: [UInt8])]

  /// - Parameters:
  ///   - zdc: the binary's absolute path.
  ///   - manifest: a manifest without errors, that names no file.
  package init(zdc: String, manifest: [UInt8]) {
    let commands = Commands(zdc, name)
    self.commands = commands
    commands.scratch.write(manifest, to: Self.manifest)
    var outcome = FuzzOutcome()
    commands.run(["build", Self.manifest, "-o", "out"], into: &outcome)
    files = commands.scratch.files(below: "out").prefix(255).map { path in
      (path, commands.scratch.read("out/\(path)") ?? [])
    }
  }

  package var corpus: [[UInt8]]? {
    files.indices.map { [UInt8($0)] + files[$0].bytes }
  }

  package func run(_ bytes: [UInt8]) -> FuzzOutcome {
    var outcome = FuzzOutcome()
    guard let first = bytes.first, !files.isEmpty else {
      outcome.require(!files.isEmpty, "there are no artefacts: the build failed")
      return outcome
    }
    let file = files[Int(first) % files.count]
    let text = Array(bytes.dropFirst())
    commands.scratch.write(text, to: "out/\(file.path)")
    defer { commands.scratch.write(file.bytes, to: "out/\(file.path)") }
    // 66: the lock may be none of zdc's any more.
    let verified = commands.run(
      ["verify", Self.manifest, "-o", "out"], statuses: [0, 1, 66], into: &outcome)
    outcome.require(
      text == file.bytes || !verified.contains("no contradiction") || verified.contains("warning:"),
      "verify finds nothing in a changed \(file.path): \(verified)")
    commands.run(["verify", Self.manifest, "-o", "out", "--facts"], into: &outcome)
    // 73: a lock may name paths that nothing can stand at.
    let check = commands.run(
      ["build", Self.manifest, "-o", "out", "--check"], statuses: [0, 1, 73], into: &outcome)
    outcome.require(
      text == file.bytes || !check.isEmpty, "build --check finds nothing in a changed \(file.path)")
    let line = text.count % (text.count { $0 == 0x0A } + 1) + 1
    commands.run(
      ["explain", "out/\(file.path):\(line)"], statuses: [0, 1, 64, 66], into: &outcome)
    return outcome
  }

  package func end() { commands.scratch.remove() }
}
