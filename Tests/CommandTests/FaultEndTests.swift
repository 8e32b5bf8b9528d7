import Foundation
import TestSupport
import Testing

/// Whatever happens to a run, it ends with a status of its own and a sentence.
@Suite struct FaultEndTests {
  /// A trap, an abort, a stack that has come to its end: sent from outside, since no input is known
  /// that causes one.
  @Test(arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV])
  func aFaultOfZdcEndsWithASentence(signal: Int32) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.zdc)
    process.arguments = ["check", "-"]
    let (input, diagnostics) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = diagnostics
    try process.run()
    try waitUntilCaught(signal, by: process)
    kill(process.processIdentifier, signal)
    let told = diagnostics.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 70)
    let text = String(decoding: told, as: UTF8.self)
    #expect(text.hasPrefix("zdc: a fault of zdc stopped it (SIG"), "\(text)")
    try input.fileHandleForWriting.close()
  }

  /// The process says in /proc which signals it catches: its own, once it is zdc and no copy of this
  /// process any more.
  private func waitUntilCaught(_ signal: Int32, by process: Process) throws {
    while process.isRunning {
      let status = try String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let mask = { (name: String) in
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):\t") }
        return line.flatMap { UInt64($0.dropFirst(name.utf8.count + 2), radix: 16) } ?? 0
      }
      let bit = UInt64(1) << UInt64(signal - 1)
      let isZDC = status.hasPrefix("Name:\tzdc\n")
      if isZDC, mask("SigCgt") & bit != 0, mask("SigBlk") & bit == 0 { return }
      usleep(1000)
    }
  }

  /// The limit is asked before there is memory for so much.
  @Test func aSparseFileOfAnySizeIsRefused() throws {
    let folder = try ScratchFolder()
    let path = folder.url.appending(path: "large.yml").path
    FileManager.default.createFile(atPath: path, contents: nil)
    try #require(truncate(path, 100 << 30) == 0)
    for command in ["check", "build", "verify", "explain", "targets"] {
      let outcome = try BuiltBinary.run([command, "large.yml"], in: folder.url)
      #expect(outcome.status == 66, "\(command)")
      #expect(outcome.diagnostics.contains("'large.yml': larger than 64 MiB"), "\(command)")
    }
  }

  @Test func aFileOfARevisionThatIsTooLargeEnds() throws {
    let folder = try ScratchFolder()
    let git = { (words: [String]) in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", folder.url.path]
        + words
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
    }
    try folder.write("", to: "m.yml")
    try #require(truncate(folder.url.appending(path: "m.yml").path, 65 << 20) == 0)
    try git(["init", "-q"])
    try git(["add", "."])
    try git(["commit", "-q", "-m", "large"])
    try folder.write("zdc: 1\n", to: "m.yml")
    let outcome = try BuiltBinary.run(["diff", "--git", "HEAD", "m.yml"], in: folder.url)
    #expect(outcome.status == 66, "\(outcome.diagnostics)")
  }

  @Test(arguments: [0o600, 0o644, 0o664, 0o755, 0o444])
  func aMendedManifestKeepsItsMode(mode: Int) throws {
    let folder = try ScratchFolder()
    try folder.write(
      "zdc: 1\nproject: shop\nservices:\n"
        + "  web: { image: \"a/b:1\", command: [s], port: 80, helth: /up }\n",
      to: "shop.yml")
    let path = folder.url.appending(path: "shop.yml").path
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let outcome = try BuiltBinary.run(["check", "shop.yml", "--fix"], in: folder.url)
    #expect(outcome.diagnostics.contains("mended: "))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == mode)
  }

  /// Every word that some YAML takes for something else than text, and may begin a name.
  @Test(arguments: [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "e3", "x1", "web",
    "a", "gateway", "setup", "nginx",
    String(repeating: "a", count: 63),
  ])
  func initGivesWhatBuilds(name: String) throws {
    let folder = try ScratchFolder()
    let given = try BuiltBinary.run(["init", "--name", name])
    #expect(given.status == 0)
    try folder.write(given.output, to: "m.yml")
    for command in ["check", "build"] {
      let outcome = try BuiltBinary.run([command, "m.yml", "--strict"], in: folder.url)
      #expect(outcome.status == 0, "\(command): \(outcome.diagnostics)")
    }
  }

  @Test(arguments: [
    "~", "1e3", "0x1", "", "a b", "Null", "-", "a_b", String(repeating: "a", count: 64),
  ])
  func initRefusesWhatIsNoName(name: String) throws {
    let given = try BuiltBinary.run(["init", "--name=\(name)"])
    #expect(given.status == 64 && given.output.isEmpty)
  }
}
