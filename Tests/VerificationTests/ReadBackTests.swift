import Diagnostics
import Testing

/// Manifests whose artefacts the plan's facts once described in another way than the backends did.
@Suite("What is read back is what the plan says")
struct ReadBackTests {
  @Test("where only a backing image holds the tag")
  func tagOfABackingImage() throws {
    let built = try #require(
      Built(
        "little.yml",
        text: """
          zdc: 1
          project: little
          services:
            web: { image: "a/web:1", port: 8080, health: /up, command: [serve] }
          backing:
            cache: { image: "redis:${TAG:-7}", health: { command: [redis-cli, ping] } }
          """))
    let script = try #require(built.file("docker/scripts/deploy-blue-green.sh"))
    #expect(String(decoding: script.bytes, as: UTF8.self).contains("TAG_VARIABLE='TAG'"))
    #expect(built.diagnostics(built.artefacts).map(\.message) == [])
  }
}
