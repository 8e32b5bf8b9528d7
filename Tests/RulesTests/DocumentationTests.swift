import Diagnostics
import Foundation
import JSONWriting
import ManifestModel
import TestSupport
import Testing

/// Pages and files that are made from the language and the rules.
@Suite("Documentation")
struct DocumentationTests {
  private static let folder = Repository.manifests.deletingLastPathComponent()
    .appending(path: "docs")

  /// With RECORD_GOLDENS=1 the page is written, and the test fails all the same.
  private func expectCurrent(
    _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = Self.folder.appending(path: name)
    let written = try? String(contentsOf: file, encoding: .utf8)
    guard written != text else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    Issue.record(
      "docs/\(name) is stale: RECORD_GOLDENS=1 swift test --filter DocumentationTests",
      sourceLocation: sourceLocation)
  }

  @Test("docs/manifest.md tells every key as it is")
  func manifest() throws {
    try expectCurrent("manifest.md", LanguageReference.markdown())
  }

  @Test("docs/manifest.schema.json is the schema")
  func schema() throws {
    try expectCurrent(
      "manifest.schema.json", JSONWriter(.pretty).text(ManifestSchema.make()) + "\n")
  }

  @Test("what init gives passes check")
  func initial() throws {
    let text = try #require(InitialManifest.text(project: "my-shop"))
    let log = Checking.check(text)
    #expect(log.isEmpty, "\(log.sorted.map(\.message))")
    #expect(InitialManifest.text(project: "My Shop") == nil)
  }
}
