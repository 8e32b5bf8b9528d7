import Foundation
import TestSupport
import Testing

/// docs/architecture.md against the sources.
@Suite("The house is as docs/architecture.md says")
struct HouseTests {
  struct Room: Sendable {
    let target: String
    let imports: [String]
  }

  /// The table's rows, in its order.
  static func rooms() throws -> [Room] {
    let page = Repository.root.appending(path: "docs/architecture.md")
    return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 6, let target = names(in: cells[1]).first else { return nil }
      return Room(target: target, imports: names(in: cells[3]))
    }
  }

  private static func names(in cell: Substring) -> [String] {
    cell.matches(of: /`([A-Za-z]+)`/).map { String($0.output.1) }
  }

  /// The modules of this package that a target's files import.
  private static func imports(of target: String, among all: Set<String>) throws -> Set<String> {
    let folder = Repository.root.appending(path: "Sources/\(target)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: Set<String> = []
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?m)^(?:@\w+ )?(?:\w+ )?import (\w+)/) {
        found.insert(String(match.output.1))
      }
    }
    return found.intersection(all)
  }

  @Test func everyTargetHasItsRow() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Sources").path)
    #expect(try Self.rooms().map(\.target).sorted() == folders.sorted())
  }

  /// Beside `XTests` of a target `X`: what tests the built binary, its tools, and all targets at once.
  private static let besideTargets: Set = ["Command", "Fuzz", "GuideFault", "Text", "Tool"]
  /// C modules, and what the tests of other targets hold: rows by `VerificationTests`, commands by
  /// `CommandTests`.
  private static let withoutTests: Set = [
    "CBuildStamp", "CGlibc", "CLibCrypto", "CLibYAML", "ContentHashing", "Properties", "zdc",
  ]

  @Test func testsMirrorTargets() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Tests").path)
    let tested = Set(
      folders.filter { $0.hasSuffix("Tests") }.map { String($0.dropLast("Tests".count)) })
    let targets = Set(try Self.rooms().map(\.target))
    #expect(tested == targets.subtracting(Self.withoutTests).union(Self.besideTargets))
  }

  @Test func aTargetImportsWhatItsRowSaysAndOnlyWhatStandsAbove() throws {
    let rooms = try Self.rooms()
    let all = Set(rooms.map(\.target))
    var above: Set<String> = []
    for room in rooms {
      let imports = try Self.imports(of: room.target, among: all)
      #expect(Set(room.imports) == imports, "the row of \(room.target)")
      #expect(imports.isSubset(of: above), "\(room.target) imports what stands below it")
      above.insert(room.target)
    }
  }
}
