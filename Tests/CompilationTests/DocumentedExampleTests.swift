import Diagnostics
import ManifestModel
import Testing

/// Each whole manifest in docs/manifest.md builds as it is printed.
@Suite struct DocumentedExampleTests {
  private static let blocks = LanguageReference.markdown().split(separator: "```yaml\n").dropFirst()
    .map { String($0.split(separator: "```", omittingEmptySubsequences: false)[0]) }

  @Test func thereAreEight() { #expect(Self.blocks.count == 8) }

  /// The first one's patch names a service, and is in both of its colours.
  @Test func aPatchReachesBothColours() throws {
    let text = try BuildEnd.files(Self.blocks[0])["docker/docker-compose.blue-green.yml"]
    let compose = try #require(text)
    let shared = try #require(compose.firstRange(of: "\nx-web: &web\n")).upperBound
    let block = compose[shared...].prefix(
      upTo: compose[shared...].firstRange(of: "\n\n")!.lowerBound)
    #expect(block.contains("oom_score_adj: -500") && block.contains("mem_swappiness: 10"))
    #expect(compose.matches(of: /<<: \*web\n/).count == 2)
  }

  @Test(arguments: blocks) func builds(manifest: String) throws {
    let errors = try #require(BuildEnd.errors(manifest))
    #expect(errors.isEmpty, "\(errors.map(\.message))\n\(manifest)")
  }
}
