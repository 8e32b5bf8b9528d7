import Foundation
import TestSupport
import Testing

/// Whatever happens to a run, it ends with a status of its own and a sentence.
@Suite(.waits, .slow) struct FaultEndTests {
  /// A trap, an abort, a stack that has come to its end: sent from outside, since no input is known
  /// that causes one. The process says in /proc when it catches them.
  @Test func aFaultOfZdcEndsWithASentence() throws {
    let script = """
      coproc zdc { exec "$ZDC" check - 2>&1; }
      pid=$zdc_PID
      exec {output}<&"${zdc[0]}"
      caught() {
        local key value mask=0 name=''
        while read -r key value; do
          case "$key" in Name:) name=$value ;; SigCgt:) mask=$((16#$value)) ;; esac
        done <"/proc/$pid/status"
        [[ $name == zdc ]] && ((mask & 1 << ($1 - 1)))
      }
      until caught "$1"; do sleep 0.05; done
      kill -s "$1" "$pid"
      cat <&"$output"
      wait "$pid"
      echo "status $?"
      """
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
      process.arguments = ["300", "bash", "-c", script, "bash", "\(signal)"]
      // `swift test` turns the runtime's own handlers on, which are there before those of zdc.
      process.environment = Repository.environment
        .merging(["ZDC": Repository.zdc, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      let output = Pipe()
      process.standardOutput = output
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let told = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let text = String(decoding: told, as: UTF8.self)
      #expect(text.hasPrefix("zdc: a fault of zdc stopped it (SIG"), "\(signal): \(text)")
      #expect(text.hasSuffix("\nstatus 70\n"), "\(signal): \(text)")
    }
  }

  /// The limit is asked before there is memory for so much.
  @Test func aSparseFileOfAnySizeIsRefused() throws {
    let folder = try ScratchFolder()
    let path = folder.url.appending(path: "large.yml").path
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
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
