import Foundation
import TestSupport
import Testing

/// What holds of the bytes of every build: the same everywhere, written only where they change,
/// compared to the last one.
@Suite(.waits, .slow) struct OutputPromiseTests {
  private static let manifests = ["brain-tumor", "shop"]

  private static func manifest(_ name: String) -> String {
    Repository.root.appending(path: "manifests/\(name).yml").path
  }

  @Test(
    "two processes, two working directories, two locales: the same bytes", arguments: manifests)
  func sameBytes(_ name: String) throws {
    let folder = try ScratchFolder()
    let out = folder.url.appending(path: "a/b/out")
    let other = folder.url.appending(path: "elsewhere")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    func build(_ words: [String], in place: URL, _ more: [String: String]) throws -> Snapshot {
      let outcome = try BuiltBinary.run(["build"] + words, in: place, environment: more)
      #expect(outcome.status == 0, "\(outcome.diagnostics)")
      defer { try? FileManager.default.removeItem(at: out) }
      return try Snapshot(of: out)
    }
    let manifest = Self.manifest(name)
    let first = try build([manifest, "-o", out.path], in: folder.url, ["LANG": "ko_KR.UTF-8"])
    #expect(first.files.count > 20)
    let second = try build(
      [manifest, "-o", "../a/b/out"], in: other, ["LANG": "C", "LC_ALL": "C", "TZ": "Asia/Seoul"])
    #expect(first.changes(to: second) == [])
    #expect(first.files.mapValues(\.isExecutable) == second.files.mapValues(\.isExecutable))
  }

  @Test("a second build rewrites no file", arguments: manifests)
  func rewritesNothing(_ name: String) throws {
    let folder = try ScratchFolder()
    let out = folder.url.appending(path: "out")
    let words = ["build", Self.manifest(name), "-o", out.path]
    #expect(try BuiltBinary.run(words).status == 0)
    let before = try Snapshot(of: out)
    #expect(try BuiltBinary.run(words).status == 0)
    let after = try Snapshot(of: out)
    #expect(before.files == after.files)
    #expect(try BuiltBinary.run(words + ["--check"]).status == 0)
    #expect(try Snapshot(of: out).files == before.files)
  }

  @Test("--check shows one changed byte in any artefact")
  func checkShowsAnyByte() throws {
    let folder = try ScratchFolder()
    let out = folder.url.appending(path: "out")
    let words = ["build", Self.manifest("brain-tumor"), "-o", out.path]
    #expect(try BuiltBinary.run(words).status == 0)
    let made = try Snapshot(of: out)
    for (path, file) in made.files.sorted(by: { $0.key < $1.key }) {
      // A letter in the middle, so that the text stays text.
      let middle = file.bytes.count / 2
      let isLetter = { (byte: UInt8) in (0x61...0x79).contains(byte) }
      let index = try #require(
        file.bytes[middle...].firstIndex(where: isLetter) ?? file.bytes.firstIndex(where: isLetter))
      var changed = file.bytes
      changed[index] += 1
      let url = out.appending(path: path)
      try Data(changed).write(to: url)
      let check = try BuiltBinary.run(words + ["--check"])
      #expect(check.status == 1, "\(path)")
      let lines = check.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.contains { $0.hasPrefix("--- ") && $0.contains(path) }, "\(check.output)")
      #expect(lines.contains { $0.hasPrefix("+++ ") && $0.contains(path) })
      #expect(lines.contains { $0.hasPrefix("@@ -") })
      #expect(lines.filter { $0.hasPrefix("-") && !$0.hasPrefix("--- ") }.count == 1)
      #expect(lines.filter { $0.hasPrefix("+") && !$0.hasPrefix("+++ ") }.count == 1)
      #expect(try Data(contentsOf: url) == Data(changed))
      try Data(file.bytes).write(to: url)
      if file.isExecutable {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
      }
    }
    #expect(try BuiltBinary.run(words + ["--check"]).status == 0)
  }
}
