import Foundation
import TestSupport
import Testing

/// Folders and names that somebody prepared: nothing is written elsewhere, nothing hangs, and what
/// is told can't move the cursor of a terminal.
@Suite(.waits, .slow) struct HostileFolderTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        health: /health
        command: [serve]
    """
  private static let compose = "out/little/docker/docker-compose.blue-green.yml"

  private func prepared() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    return folder
  }

  private func makeFolder(_ path: String, in folder: ScratchFolder) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: path), withIntermediateDirectories: true)
  }

  @Test func aLinkInAFilesPlaceIsNotFollowed() throws {
    let folder = try prepared()
    try folder.write("kept\n", to: "elsewhere.yml")
    try makeFolder("out/little/docker", in: folder)
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: Self.compose),
      withDestinationURL: folder.url.appending(path: "elsewhere.yml"))
    for options in [[], ["--force"], ["--check"], ["--dry-run"]] {
      let outcome = try BuiltBinary.run(["build", "little.yml"] + options, in: folder.url)
      #expect(outcome.status == 73, "\(options): \(outcome.diagnostics)")
    }
    #expect(try folder.text(of: "elsewhere.yml") == "kept\n")
  }

  @Test func aFolderWhereAFileShouldBe() throws {
    let folder = try prepared()
    try makeFolder(Self.compose, in: folder)
    let outcome = try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url)
    #expect(outcome.status == 73)
    #expect(outcome.diagnostics.contains("\(Self.compose)': Is a directory"))
    #expect(
      !FileManager.default.fileExists(
        atPath: folder.url.appending(path: "out/little/RUNBOOK.md").path))
  }

  @Test func aFileWhereAFolderShouldBe() throws {
    let folder = try prepared()
    try folder.write("mine\n", to: "out/little/docker")
    let outcome = try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url)
    #expect(outcome.status == 73)
    #expect(try folder.text(of: "out/little/docker") == "mine\n")
  }

  @Test func aPipeInAFilesPlaceHoldsNothingUp() throws {
    let folder = try prepared()
    try makeFolder("out/little/docker", in: folder)
    #expect(mkfifo(folder.url.appending(path: Self.compose).path, 0o600) == 0)
    let outcome = try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url)
    #expect(outcome.status == 73)
    #expect(outcome.diagnostics.contains("it is no file"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self"), "needs a /proc"))
  func aTargetThatCanNotBeWritten() throws {
    let folder = try prepared()
    let outcome = try BuiltBinary.run(["build", "little.yml", "-o", "/proc/zdc"], in: folder.url)
    #expect(outcome.status == 73)
    #expect(outcome.diagnostics.contains("zdc: can't write '/proc/zdc"))
  }

  @Test(arguments: ["../../x", "-rf", "a/b", ".", "..", "x\u{0}y", "con;reboot", "$(reboot)"])
  func namesThatWouldLeaveTheFolder(name: String) throws {
    let folder = try prepared()
    let quoted = "\"" + name.replacing("\u{0}", with: "\\0").replacing("$", with: "\\x24") + "\""
    for edit in [
      Self.manifest.replacing("project: little", with: "project: \(quoted)"),
      Self.manifest.replacing("  web:", with: "  \(quoted):"),
      Self.manifest + "\ngateway: { name: \(quoted), listen: { http: 80 }, routes: { /: web } }\n",
    ] {
      try folder.write(edit, to: "little.yml")
      let outcome = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
      #expect(outcome.status == 1, "\(outcome.diagnostics)")
    }
    let made = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(made == ["little.yml"])
  }

  @Test func whatATerminalGetsHasNoControlCharacters() throws {
    let folder = try prepared()
    let name = "a\u{1B}[2J\u{202E}.yml"
    try folder.write(Self.manifest.replacing("8080", with: "\"\\e[31mx\""), to: name)
    try folder.write(Self.manifest, to: "\u{1B}]0;x\u{7}/little.yml")
    for arguments in [
      ["build", name], ["check", name], ["check", "none\u{1B}[2J.yml"],
      ["build", "little.yml", "-o", "little.yml/\u{1B}[2J"],
      ["explain", "none\u{1B}[2J.yml:3"], ["targets", name],
      ["build", "\u{1B}]0;x\u{7}/little.yml"],
    ] {
      let outcome = try BuiltBinary.run(arguments, in: folder.url)
      let printed = outcome.output + outcome.diagnostics
      let raw = printed.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F || $0.value == 0x202E
      }
      #expect(raw.isEmpty, "\(arguments): \(printed.debugDescription)")
    }
  }

  /// Killed at whatever moment, each artefact is the old one or the new one, whole; the next build
  /// takes away what the killed one left.
  @Test func aBuildThatIsKilledLeavesWholeFiles() throws {
    let folder = try prepared()
    let output = folder.url.appending(path: "out/little")
    func build(_ port: String) throws -> [String: Data] {
      try folder.write(Self.manifest.replacing("8080", with: port), to: "little.yml")
      let outcome = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
      #expect(outcome.status == 0, "\(outcome.diagnostics)")
      return try Self.files(in: output)
    }
    let new = try build("9090")
    let old = try build("8080")
    #expect(old != new)
    for round in 0..<40 {
      try folder.write(Self.manifest.replacing("8080", with: "9090"), to: "little.yml")
      let process = Process()
      process.environment = Repository.environment
      process.executableURL = URL(fileURLWithPath: Repository.zdc)
      process.arguments = ["build", "little.yml"]
      process.currentDirectoryURL = folder.url
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(round) * 500)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for (path, bytes) in try Self.files(in: output) where !path.hasSuffix(".zdc-new") {
        #expect(bytes == old[path] || bytes == new[path], "\(path) is neither old nor new")
      }
      #expect(try build("8080") == old, "round \(round)")
    }
  }

  private static func files(in folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    var files: [String: Data] = [:]
    for path in paths {
      var isFolder: ObjCBool = false
      let file = folder.appending(path: path)
      let isThere = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if isThere, !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
    return files
  }
}
