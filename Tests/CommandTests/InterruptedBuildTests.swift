import Foundation
import TestSupport
import Testing

/// A build that can't end leaves every artefact as it was, or as it was to become.
@Suite(.waits) struct InterruptedBuildTests {
  /// Two manifests whose artefacts differ everywhere, the first one built.
  private struct Site {
    let folder: ScratchFolder
    let old: Snapshot
    let new: Snapshot

    var out: URL { folder.url.appending(path: "out") }
    var words: [String] { ["build", folder.url.appending(path: "m.yml").path, "-o", out.path] }

    init() throws {
      let folder = try ScratchFolder()
      let example = try String(
        contentsOf: Repository.root.appending(path: "manifests/brain-tumor.yml"), encoding: .utf8)
      let other = example.replacing("comments: ko", with: "comments: en")
      new = try Site.build(other, in: folder)
      old = try Site.build(example, in: folder)
      try folder.write(other, to: "m.yml")
      self.folder = folder
      #expect(old.changes(to: new).count > 20)
    }

    private static func build(_ text: String, in folder: ScratchFolder) throws -> Snapshot {
      try folder.write(text, to: "m.yml")
      let out = folder.url.appending(path: "out")
      let outcome = try BuiltBinary.run(
        ["build", folder.url.appending(path: "m.yml").path, "-o", out.path])
      #expect(outcome.status == 0, "\(outcome.diagnostics)")
      return try Snapshot(of: out)
    }

    /// The artefacts that are neither, and what is left besides them.
    func strange() throws -> [String] {
      let now = try Snapshot(of: out)
      return now.files.keys.sorted().filter { path in
        let bytes = now.files[path]?.bytes
        return bytes != old.files[path]?.bytes && bytes != new.files[path]?.bytes
      }
    }
  }

  @Test("a killed build leaves each artefact old or new, and the next one ends it")
  func killed() throws {
    let site = try Site()
    var changed: Set<Int> = []
    for attempt in 0..<12 {
      let process = Process()
      process.environment = Repository.environment
      process.executableURL = URL(fileURLWithPath: Repository.zdc)
      process.arguments = site.words
      process.standardError = FileHandle.nullDevice
      try process.run()
      // From the first temporary file on, later each time.
      while process.isRunning, try site.strange().isEmpty,
        try site.old.changes(to: Snapshot(of: site.out)).isEmpty
      {}
      for _ in 0..<(attempt * 200) where process.isRunning { _ = getppid() }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // Besides artefacts there are at most temporary files, whose names say so.
      #expect(try site.strange().allSatisfy { "/\($0)".contains("/.") && $0.hasSuffix(".zdc-new") })
      changed.insert(try site.old.changes(to: Snapshot(of: site.out)).count)
    }
    #expect(changed.max() ?? 0 > 0)
    #expect(try BuiltBinary.run(site.words).status == 0)
    #expect(try Snapshot(of: site.out).changes(to: site.new) == [])
  }

  @Test("what can't be written ends with 73 and leaves nothing half-written")
  func unwritable() throws {
    let site = try Site()
    // The largest artefacts pass the limit; the kernel's signal is ignored, as an error is told too.
    let largest = site.new.files.values.map(\.bytes.count).max() ?? 0
    #expect(largest > 12 * 1024)
    let limited = try #require(Tool("bash")).run(
      ["-c", "trap '' XFSZ; ulimit -f 12; exec \"$@\"", "bash", Repository.zdc] + site.words)
    #expect(limited.status == 73, "\(limited.everything)")
    #expect(try Snapshot(of: site.out).changes(to: site.old) == [])
    // A folder stands where a file has to be.
    let path = site.out.appending(path: "RUNBOOK.md")
    try FileManager.default.removeItem(at: path)
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    let blocked = try BuiltBinary.run(site.words)
    #expect(blocked.status == 73, "\(blocked.diagnostics)")
    #expect(try Snapshot(of: site.out).changes(to: site.old) == ["RUNBOOK.md"])
  }

  @Test("what can't be read ends with 66")
  func unreadable() throws {
    let folder = try ScratchFolder()
    for place in ["missing.yml", "."] {
      let outcome = try BuiltBinary.run(["build", place], in: folder.url)
      #expect(outcome.status == 66, "\(place): \(outcome.diagnostics)")
      #expect(outcome.diagnostics.contains(place))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test("words that mean nothing end with 64")
  func usage() throws {
    let folder = try ScratchFolder()
    try folder.write("zdc: 1\n", to: "m.yml")
    for words in [
      ["build"], ["build", "m.yml", "--no-such"], ["build", "m.yml", "--target", "nomad"],
      ["build", "m.yml", "-o"], ["no-such-command"], ["check"],
    ] {
      let outcome = try BuiltBinary.run(words, in: folder.url)
      #expect(outcome.status == 64, "\(words): \(outcome.diagnostics)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["m.yml"])
  }
}
