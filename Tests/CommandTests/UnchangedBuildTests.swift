import Foundation
import TestSupport
import Testing

/// A build in which nothing changed ends early; all that changes is seen by its content.
///
/// What such a build prints and leaves is what a full one would, so each test first lays out a bait: an
/// artefact is edited, and the note of the last build along with it. A build that ends early leaves
/// the edit, any other undoes it.
@Suite(.waits) struct UnchangedBuildTests {
  /// A manifest with a named file and a warning, built, with the bait laid out.
  private final class Site {
    static let bait = "out/docker/scripts/deploy-blue-green.sh"

    let folder: ScratchFolder
    let environment: [String: String]

    init() throws {
      folder = try ScratchFolder()
      environment = ["XDG_CACHE_HOME": folder.url.appending(path: "cache").path, "CI": ""]
      try folder.write(Site.manifest, to: "m.yml")
      try folder.write("base\n", to: "base.ini")
      #expect(try build().status == 0)
      let before = try folder.text(of: Self.bait)
      try folder.write(before + "# edited\n", to: Self.bait)
      try makeExecutable(Self.bait, true)
      let path = try self.note
      let note = try folder.text(of: path)
      let (old, new) = (try Self.hash(before), try Self.hash(before + "# edited\n"))
      #expect(note.contains(old))
      try folder.write(note.replacing(old, with: new), to: path)
    }

    static let manifest = """
      zdc: 1
      project: little
      services:
        web:
          image: registry.example.com/web:latest
          port: 8080
          health: /health
          command: [serve]
          files:
            limits: { path: /etc/limits.ini, from: base.ini }
      environments:
        staging: {}

      """

    /// The one note's path.
    var note: String {
      get throws {
        let cache = folder.url.appending(path: "cache/zdc")
        let names = try FileManager.default.contentsOfDirectory(atPath: cache.path)
        let name = try #require(names.first)
        return "cache/zdc/\(name)"
      }
    }

    static func hash(_ text: String) throws -> String {
      try withScratchFolder { scratch in
        let file = scratch.appending(path: "text")
        try Data(text.utf8).write(to: file)
        let tool = try #require(Tool("sha256sum"))
        return try String(tool.run([file.path]).text.prefix(64))
      }
    }

    func build(
      _ options: [String] = [], with other: [String: String] = [:]
    ) throws -> BuiltBinary.Outcome {
      try BuiltBinary.run(
        ["build", "m.yml", "-o", "out"] + options, in: folder.url,
        environment: environment.merging(other) { $1 })
    }

    func makeExecutable(_ path: String, _ isExecutable: Bool) throws {
      try FileManager.default.setAttributes(
        [.posixPermissions: isExecutable ? 0o755 : 0o644],
        ofItemAtPath: folder.url.appending(path: path).path)
    }

    func remove(_ path: String) throws {
      try FileManager.default.removeItem(at: folder.url.appending(path: path))
    }

    /// Whether the last build made everything again.
    var wasFull: Bool { get throws { !(try folder.text(of: Self.bait)).hasSuffix("# edited\n") } }
  }

  @Test("a build in which nothing changed makes nothing, and says what a full one says")
  func unchanged() throws {
    let site = try Site()
    let early = try site.build()
    #expect(try !site.wasFull)
    let full = try site.build(["--full"])
    #expect(try site.wasFull)
    #expect(early.status == 0)
    #expect(full.diagnostics.contains("1 written"), "\(full.diagnostics)")
    let again = try site.build(["--full"])
    #expect(early.diagnostics == again.diagnostics && early.output == again.output)
  }

  @Test("warnings are told each time, and --strict counts them")
  func warnings() throws {
    let site = try Site()
    for code in ["ZDC204", "ZDC383"] {
      let early = try site.build()
      #expect(early.diagnostics.contains(code), "\(early.diagnostics)")
    }
    #expect(try site.build(["--strict"]).status == 1)
    let told = try site.build(["--format", "json"])
    #expect(try !site.wasFull)
    #expect(try site.build(["--format", "json", "--full"]).output == told.output)
  }

  private static let changes: [(name: String, make: @Sendable (Site) throws -> Void)] = [
    (
      "an artefact's content",
      { try $0.folder.write("x\n", to: "out/docker/docker-compose.blue-green.yml") }
    ),
    (
      "the lock's content",
      {
        let lock = try $0.folder.text(of: "out/zdc.lock.json")
        try $0.folder.write(lock + "\n", to: "out/zdc.lock.json")
      }
    ),
    ("an artefact that is gone", { try $0.remove("out/RUNBOOK.md") }),
    ("an artefact's mode", { try $0.makeExecutable(Site.bait, false) }),
    ("a text's mode", { try $0.makeExecutable("out/RUNBOOK.md", true) }),
    ("one file more", { try $0.folder.write("x\n", to: "out/docker/mine.txt") }),
    ("one file more at the top", { try $0.folder.write("x\n", to: "out/mine.txt") }),
    (
      "a file that an interrupted build left",
      { try $0.folder.write("x\n", to: "out/.RUNBOOK.md.zdc-new") }
    ),
    ("a named file", { try $0.folder.write("other\n", to: "base.ini") }),
    ("the manifest", { try $0.folder.write(Site.manifest + "# comment\n", to: "m.yml") }),
    ("the note that is gone", { try $0.remove($0.note) }),
    (
      "a note that others may write",
      {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o666], ofItemAtPath: $0.folder.url.appending(path: $0.note).path)
      }
    ),
    (
      "a note that is cut off",
      { try $0.folder.write(String(try $0.folder.text(of: $0.note).dropLast(9)), to: $0.note) }
    ),
  ]

  @Test("what changed is made again", arguments: changes.indices)
  func changed(index: Int) throws {
    let site = try Site()
    let change = Self.changes[index]
    try change.make(site)
    let outcome = try site.build()
    #expect(try site.wasFull, "\(change.name): \(outcome.diagnostics)")
  }

  @Test("without its lock a folder is nobody's, as for every build")
  func withoutLock() throws {
    let site = try Site()
    try site.remove("out/zdc.lock.json")
    #expect(try site.build().status == 73)
  }

  @Test("other options make everything again", arguments: ["--force", "--environment", "--target"])
  func options(option: String) throws {
    let site = try Site()
    let words = ["--environment": [option, "staging"], "--target": [option, "blueGreen"]]
    let outcome = try site.build(words[option] ?? [option])
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
    #expect(try site.wasFull)
  }

  @Test("an artefact and the lock that are edited together are made again")
  func editedLock() throws {
    let site = try Site()
    #expect(try site.build(["--full"]).status == 0)
    let path = "out/RUNBOOK.md"
    let before = try site.folder.text(of: path)
    try site.folder.write(before + "\nedited\n", to: path)
    let lock = try site.folder.text(of: "out/zdc.lock.json")
    let (old, new) = (try Site.hash(before), try Site.hash(before + "\nedited\n"))
    #expect(lock.contains(old))
    try site.folder.write(lock.replacing(old, with: new), to: "out/zdc.lock.json")
    let outcome = try site.build()
    #expect(outcome.diagnostics.contains("2 written"), "\(outcome.diagnostics)")
    #expect(try site.folder.text(of: path) == before)
  }

  @Test("--check, verify and CI never believe the note")
  func judges() throws {
    let site = try Site()
    #expect(try site.build(["--check"]).status == 1)
    #expect(try site.build(["--dry-run"]).output.contains("deploy-blue-green.sh"))
    let verified = try BuiltBinary.run(
      ["verify", "m.yml", "-o", "out"], in: site.folder.url, environment: site.environment)
    #expect(verified.status == 1, "\(verified.diagnostics)")
    #expect(try !site.wasFull)
    _ = try site.build(with: ["CI": "true"])
    #expect(try site.wasFull)
  }

  @Test("another zdc makes everything again")
  func otherBinary() throws {
    let site = try Site()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Repository.zdc)))
    // The head of the linker's note: the sizes of name and hash, its kind, its name.
    let head = try #require(
      bytes.indices.dropLast(36).first { index in
        bytes[index] == 4 && bytes[index + 4] >= 8 && bytes[index + 5] == 0
          && bytes[(index + 8)..<(index + 16)].elementsEqual([3, 0, 0, 0] + Array("GNU\0".utf8))
          && bytes[(index + 1)..<(index + 4)].elementsEqual([0, 0, 0])
      })
    let other = site.folder.url.appending(path: "zdc").path
    let flipped = String(bytes[head + 16] ^ 1, radix: 8)
    let script = """
      cp "$1" "$2" && printf '\\\(flipped)' | dd of="$2" bs=1 seek=\(head + 16) conv=notrunc status=none
      """
    let copied = try Tool(at: "/bin/sh").run(["-c", script, "sh", Repository.zdc, other])
    #expect(copied.status == 0, "\(copied.everything)")
    let outcome = try Tool(at: other).run(
      ["build", "m.yml", "-o", "out"], in: site.folder.url,
      environment: Repository.environment.merging(site.environment) { $1 })
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(try site.wasFull)
  }

  @Test("where no note can be kept, a build is a full one")
  func withoutCache() throws {
    let site = try Site()
    for place in ["/dev/null", "relative"] {
      #expect(try site.build(with: ["XDG_CACHE_HOME": place, "HOME": ""]).status == 0)
      #expect(try site.wasFull, "\(place)")
    }
  }

  @Test("the notes of tests' builds are in the checkout, and not in the tester's own folder")
  func ownCache() throws {
    let cache = Repository.root.appending(path: ".build/cache/zdc")
    try? FileManager.default.removeItem(at: cache)
    let folder = try ScratchFolder()
    try folder.write(Site.manifest, to: "m.yml")
    try folder.write("base\n", to: "base.ini")
    let built = try BuiltBinary.run(
      ["build", "m.yml", "-o", "out"], in: folder.url, environment: ["CI": ""])
    #expect(built.status == 0, "\(built.diagnostics)")
    #expect(try !FileManager.default.contentsOfDirectory(atPath: cache.path).isEmpty)
  }

  @Test("two folders keep notes of their own")
  func twoFolders() throws {
    let site = try Site()
    let other = try BuiltBinary.run(
      ["build", "m.yml", "-o", "other"], in: site.folder.url, environment: site.environment)
    #expect(other.status == 0, "\(other.diagnostics)")
    // One of the 256 places may be theirs both: then the first one is built again.
    let cache = site.folder.url.appending(path: "cache/zdc").path
    let isShared = try FileManager.default.contentsOfDirectory(atPath: cache).count == 1
    _ = try site.build()
    #expect(try site.wasFull == isShared)
  }
}
