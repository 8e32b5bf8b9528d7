import Foundation
import TestSupport
import Testing

/// Artefacts and paths that somebody else wrote: what zdc prints of them moves no terminal, and what
/// it says to run is quoted.
@Suite(.waits, .slow) struct HostileTextTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web: { image: "a/web:1", port: 8080, health: /up, command: [serve], user: "1:1" }

    """
  /// An escape sequence, a bell, a C1 control, an override of the writing direction, an isolate.
  private static let hostile = "\u{1b}[31m \u{7} \u{9b}2J \u{202e}txt \u{2066}x\u{2069} \r"

  private func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t"
        || scalar.properties.generalCategory != .control
          && scalar.properties.generalCategory != .format
    }
  }

  private func built(_ name: String = "little.yml") throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: name)
    let outcome = try BuiltBinary.run(["build", name, "-o", "out"], in: folder.url)
    try #require(outcome.status == 0, "\(outcome.diagnostics)")
    return folder
  }

  @Test(arguments: [
    "docker/docker-compose.swarm.yml", "docker/scripts/deploy-swarm.sh", "RUNBOOK.md",
    "kubernetes/web-deployment.yml", "zdc.lock.json", "docker/.env.example",
  ])
  func aTamperedArtefactIsShownHarmlessly(path: String) throws {
    let folder = try built()
    let text = try folder.text(of: "out/\(path)")
    try folder.write("# \(Self.hostile)\n\(text)\(Self.hostile)\n", to: "out/\(path)")
    for words in [
      ["build", "little.yml", "-o", "out", "--check"],
      ["build", "little.yml", "-o", "out", "--check", "--format", "json"],
      ["build", "little.yml", "-o", "out", "--check", "--format", "github"],
      ["verify", "little.yml", "-o", "out"], ["verify", "little.yml", "-o", "out", "--facts"],
      ["explain", "out/\(path)"], ["explain", "out/\(path):1"],
    ] {
      let outcome = try BuiltBinary.run(words, in: folder.url)
      #expect(isPlain(outcome.output + outcome.diagnostics), "\(words)")
      #expect([0, 1, 64, 66].contains(outcome.status), "\(words): \(outcome.status)")
    }
  }

  @Test func aLocksPathsAreShownHarmlessly() throws {
    let folder = try built()
    let lock = try folder.text(of: "out/zdc.lock.json")
    try folder.write(
      lock.replacing("\"RUNBOOK.md\"", with: "\"a\\u001b[31m\\u202eb\""), to: "out/zdc.lock.json")
    try folder.write("x\n", to: "out/a\u{1b}[31m\u{202e}b")
    for words in [["--dry-run"], ["--check"], []] {
      let outcome = try BuiltBinary.run(
        ["build", "little.yml", "-o", "out"] + words, in: folder.url)
      #expect(isPlain(outcome.output + outcome.diagnostics), "\(words): \(outcome.output)")
    }
  }

  /// Two line ends, and two spellings of one character, differ.
  @Test func aDiffTellsBytesApart() throws {
    let folder = try built()
    let text = try folder.text(of: "out/RUNBOOK.md")
    try folder.write(text.replacing("\n", with: "\r\n"), to: "out/RUNBOOK.md")
    let outcome = try BuiltBinary.run(
      ["build", "little.yml", "-o", "out", "--check"], in: folder.url)
    #expect(outcome.status == 1 && outcome.output.contains("\\r\n+"))
  }

  @Test func whatIsMendedIsToldHarmlessly() throws {
    let folder = try ScratchFolder()
    let wrong =
      "web: { image: \"a/web:1\", port: 8080, helth: \"/up\", user: \"1:1\", "
      + "x\u{e0001}: 1 }"
    try folder.write("zdc: 1\nproject: little\nservices:\n  \(wrong)\n", to: "m.yml")
    let outcome = try BuiltBinary.run(["check", "m.yml", "--fix"], in: folder.url)
    #expect(isPlain(outcome.output + outcome.diagnostics))
  }

  /// The header's command, pasted into a shell, makes the file again.
  @Test(arguments: [
    "a b.yml", "a'b.yml", "$(touch x).yml", "a;b.yml", "a&b.yml", "-a.yml", "#a.yml", "가.yml",
    "a--b.yml", "a\"b\\.yml",
  ])
  func theHeadersCommandIsQuoted(name: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: name)
    let first = try BuiltBinary.run(["build", "-o", "out", "./\(name)"], in: folder.url)
    try #require(first.status == 0, "\(first.diagnostics)")
    let text = try folder.text(of: "out/docker/docker-compose.swarm.yml")
    let line = try #require(text.split(separator: "\n").first { $0.contains("zdc build -o . ") })
    let start = try #require(line.firstRange(of: "zdc build"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "zdc() { \"$ZDC\" \"$@\"; }; \(line[start.lowerBound...]) --check"]
    process.currentDirectoryURL = folder.url.appending(path: "out")
    process.environment = Repository.environment.merging(["ZDC": Repository.zdc]) { $1 }
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(line)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out/x").path))
    // Without the lock, the header alone says whose the artefact is.
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/zdc.lock.json"))
    for artefact in ["docker/docker-compose.swarm.yml", "RUNBOOK.md"] {
      let told = try BuiltBinary.run(["explain", "out/\(artefact):9"], in: folder.url)
      #expect(told.status == 0, "\(artefact): \(told.diagnostics)")
    }
  }
}
