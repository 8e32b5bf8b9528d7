import Foundation
import TestSupport
import Testing

/// Every folder below `examples/` builds, checks and verifies without a word, and the commands that
/// its README shows work.
@Suite(.waits) struct ExampleTests {
  private static let folder = Repository.root.appending(path: "examples")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0 != "README.md" }.sorted()

  /// The manifest's text, `check`'s answer and each command of the README.
  @Test(arguments: names) func isRight(_ name: String) throws {
    let scratch = try ScratchFolder()
    let place = scratch.url.appending(path: name)
    try FileManager.default.copyItem(at: Self.folder.appending(path: name), to: place)
    let check = try BuiltBinary.run(["check", "shop.yml", "--strict"], in: place)
    #expect(check.status == 0, "\(check.diagnostics)")
    for words in [
      ["build", "shop.yml"], ["build", "shop.yml", "--check"], ["verify", "shop.yml"],
    ] {
      let outcome = try BuiltBinary.run(words, in: place)
      #expect(outcome.status == 0, "\(words): \(outcome.diagnostics)\(outcome.output)")
    }
    let commands = try Self.commands(in: place.appending(path: "README.md"))
    #expect(commands.contains { $0.hasPrefix("zdc build shop.yml") })
    for command in commands {
      let outcome = try Transcript.Shell.run(command, in: place)
      #expect(outcome.status == 0, "\(command): \(outcome.text)")
      #expect(!outcome.text.isEmpty, "\(command) prints nothing")
    }
  }

  @Test func theListNamesEach() throws {
    let list = try String(
      contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    #expect((10...16).contains(Self.names.count))
    for (index, name) in Self.names.enumerated() {
      let number = index + 1
      #expect(name.hasPrefix(number < 10 ? "0\(number)-" : "\(number)-"))
      let readme = try String(
        contentsOf: Self.folder.appending(path: "\(name)/README.md"), encoding: .utf8)
      let title = readme.prefix { $0 != "\n" }.dropFirst(2)
      #expect(list.contains("| [\(name)](\(name)/README.md) | \(title) |"))
    }
  }

  private static func commands(in file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      .filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
  }
}
