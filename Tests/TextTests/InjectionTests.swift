import Diagnostics
import Foundation
import ManifestModel
import TestSupport
import Testing
import YAMLReading

/// Text that would be code where it is not quoted, in every text position of the language: it is
/// refused with its place, or the artefacts have the structure that harmless text gives them, with
/// that text in its place.
@Suite(
  "Hostile text in every position", .waits,
  .slow,
  .enabled(if: StructureReaders.areThere, StructureReaders.reason))
struct InjectionTests {
  static let hostile = [
    "\"; } location / { return 200; } #", "$(touch x)", "'; rm -rf ~; '", "\n  privileged: true",
  ]

  /// Between them these have every key of the language, which a test of its own holds.
  static let manifests = ["brain-tumor.yml", "shop.yml"]

  private static func root(_ name: String) throws -> YAMLNode {
    var log = DiagnosticLog()
    let file = Repository.root.appending(path: "manifests/\(name)")
    let source = SourceFile(path: name, bytes: [UInt8](try Data(contentsOf: file)))
    return try #require(YAMLDocument.read(source, into: &log))
  }

  private static func contains(_ outer: SourceRange, _ inner: SourceRange) -> Bool {
    outer.start <= inner.start && inner.end <= outer.end
  }

  /// Puts a text into one position; true where it is taken. A refusal must say the place.
  private static func isTaken(
    _ text: String, at position: TextPosition, of root: YAMLNode
  ) -> Bool {
    let compiled = Compiled(
      root: root.putting(text, at: position), environment: position.environment, artefacts: false)
    if compiled.errors.isEmpty { return true }
    let places = compiled.errors.compactMap(\.range)
    #expect(
      places.contains { contains(position.range, $0) },
      "\(position.path) refuses \(text.debugDescription) elsewhere: \(compiled.errors)")
    return false
  }

  /// One position of each kind, with the environment that it is in.
  private static func positions(of root: YAMLNode) -> [TextPosition] {
    var seen: Set<String> = []
    return TextPosition.all(in: root).filter {
      seen.insert("\($0.environment != nil) \($0.kind)").inserted
    }
  }

  @Test("every kind of text position is there")
  func everyKind() throws {
    let found = try Self.manifests.flatMap { TextPosition.all(in: try Self.root($0)) }
    #expect(Set(found.map(\.kind)).count >= 100)
    #expect(found.contains { $0.kind == "a service: env" && !$0.isName })
    #expect(found.contains { $0.kind == "a gateway: routes (name)" })
  }

  @Test("is refused with its place, or means itself", arguments: manifests, hostile)
  func injection(manifest: String, text: String) throws {
    let root = try Self.root(manifest)
    let taken = Self.positions(of: root).filter { Self.isTaken(text, at: $0, of: root) }
    #expect(!taken.isEmpty)
    for environment in Set(taken.map(\.environment)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      try compare(text, at: taken.filter { $0.environment == environment }, of: root, environment)
    }
  }

  private func compare(
    _ text: String, at positions: [TextPosition], of root: YAMLNode, _ environment: String?
  ) throws {
    var positions = positions
    // Each place gets a text of its own, so that two of them can't be taken for one.
    let pairs = { positions.indices.map { (text + "\($0 + 100)", "harmless!\($0 + 100)") } }
    func made(_ choose: ((String, String)) -> String) -> Compiled {
      // Inner positions first: a name that changes leads nowhere afterwards.
      let edited = zip(positions, pairs()).sorted { $0.0.path.count > $1.0.path.count }
        .reduce(root) { $0.putting(choose($1.1), at: $1.0) }
      return Compiled(root: edited, environment: environment, artefacts: true)
    }
    var hostile = made(\.0)
    for _ in 0..<4 where !hostile.errors.isEmpty {
      // What two of them do together, and what only the number at the end breaks.
      let places = hostile.errors.compactMap(\.range)
      positions.removeAll { position in places.contains { Self.contains(position.range, $0) } }
      hostile = made(\.0)
    }
    let harmless = made(\.1)
    #expect(hostile.errors.map(\.message) == [] && harmless.errors.map(\.message) == [])
    #expect(!hostile.files.isEmpty)
    try withScratchFolder { folder in
      try hostile.write(to: folder.appending(path: "hostile"))
      try harmless.write(to: folder.appending(path: "harmless"))
      let list = folder.appending(path: "pairs.json")
      try JSONEncoder().encode(pairs().map { [$0.0, $0.1] }).write(to: list)
      let script = Repository.root.appending(path: "Tests/TextTests/structure.py")
      let outcome = try #require(Tool("python3")).run(
        [
          script.path, folder.appending(path: "hostile").path,
          folder.appending(path: "harmless").path, list.path,
        ])
      let complaints = outcome.everything
      #expect(complaints == "")
    }
  }
}

/// The readers that `structure.py` needs.
enum StructureReaders {
  static let areThere: Bool = {
    let modules = "import yaml, crossplane, markdown_it"
    return (try? Tool("python3")?.run(["-c", modules]).status) == 0
  }()
  static let reason: Comment = "needs python3 with PyYAML, crossplane and markdown-it-py"
}
