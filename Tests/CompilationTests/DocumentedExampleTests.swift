import Diagnostics
import ManifestModel
import Testing

/// Each whole manifest in docs/manifest.md builds as it is printed.
@Suite struct DocumentedExampleTests {
  private static let blocks = LanguageReference.markdown().split(separator: "```yaml\n").dropFirst()
    .map { String($0.split(separator: "```", omittingEmptySubsequences: false)[0]) }

  @Test func thereAreEight() { #expect(Self.blocks.count == 8) }

  @Test(arguments: blocks) func builds(manifest: String) throws {
    let errors = try #require(BuildEnd.errors(manifest))
    #expect(errors.isEmpty, "\(errors.map(\.message))\n\(manifest)")
  }
}
