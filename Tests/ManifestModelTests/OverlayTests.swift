import Diagnostics
import ManifestModel
import TestSupport
import Testing

@Suite("Environments and targets")
struct OverlayTests {
  private static let shop = """
    zdc: 1
    project: shop
    prefix: sh
    services:
      web:
        image: web
        port: 80
        health: /up
        replicas: 2
        env: { A: "1", B: "2" }
      api: { image: api, port: 81, health: { path: /up, interval: 9s } }
    targets:
      swarm:
        services:
          web: { replicas: 3, health: { interval: 1s }, env: { A: null, C: "3" } }
      kubernetes: { enabled: false }
    environments:
      staging:
        network: apart
        services:
          web: { health: { command: [ok], path: null }, env: { A: null } }
        targets: { blueGreen: { services: { api: null } } }
    """

  private func web(_ manifest: Manifest) throws -> Service {
    try #require(manifest.services.first { $0.name.value == "web" })
  }

  @Test("a target's overlay is merged, the others share the base")
  func targets() throws {
    let (decoded, log) = Decoding.decode(Self.shop)
    #expect(log.isEmpty, "\(log.sorted)")
    let manifest = try #require(decoded)
    #expect(manifest.perTarget.map(\.target) == [.blueGreen, .swarm])
    #expect(try web(manifest.perTarget[0].manifest).replicas?.value == 2)
    let swarm = try web(manifest.perTarget[1].manifest)
    #expect(swarm.replicas?.value == 3)
    #expect(swarm.replicas?.range.start.line == 15)
    #expect(swarm.name.range.start.line == 5)
    #expect(swarm.health?.interval?.value == Duration(seconds: 1))
    guard case .http(let path)? = swarm.health?.probe else {
      Issue.record("the short form was lost")
      return
    }
    #expect(path.value == "/up")
    #expect(path.range.start.line == 8)
    #expect(swarm.env.map(\.name.value) == ["B", "C"])
    #expect(manifest.base.services.count == 2)
  }

  @Test("an environment is merged before targets, and sets names apart")
  func environments() throws {
    let (decoded, log) = Decoding.decode(Self.shop, environment: "staging")
    #expect(log.isEmpty, "\(log.sorted)")
    let manifest = try #require(decoded)
    #expect(manifest.base.project.value == "shop-staging")
    #expect(manifest.base.prefix?.value == "sh-staging")
    #expect(manifest.base.network?.value == "apart")
    #expect(try web(manifest.base).env.map(\.name.value) == ["B"])
    guard case .command(let words)? = try web(manifest.base).health?.probe else {
      Issue.record("the path was not replaced")
      return
    }
    #expect(words.map { $0.value.literalText } == ["ok"])
    #expect(manifest.perTarget[0].manifest.services.map(\.name.value) == ["web"])
    #expect(manifest.perTarget[1].manifest.services.map(\.name.value) == ["web", "api"])
  }

  @Test("what an overlay may not do")
  func faults() {
    expectDecoding(
      of: """
        zdc: 1
        project: shop
        services:
          web: { image: web, port: 80, health: /up, files: { a: { path: /a, from: a } } }
        targets:
          swarm:
            1️⃣gateway: { replicas: 2 }
            services:
              2️⃣wbe: { replicas: 3 }
              web: { health: { 3️⃣command: [ok] }, files: { 4️⃣b: { path: /b } } }
          kubernetes:
            volumes: { 5️⃣data: null }
            services: { web: { files: { 6️⃣c: null } } }
        """,
      finds: [
        Finding("1️⃣", .unknownOverlay, "the manifest has no gateway to overlay"),
        Finding(
          "2️⃣", .unknownOverlay, "the manifest has no service 'wbe' to overlay",
          help: "did you mean 'web'?"),
        Finding("3️⃣", .excludingKeys, "a health check has either 'path' or 'command', not both"),
        Finding(
          "4️⃣", .missingKey, "a file needs the key 'from'", help: "add from: a path of the host"),
        Finding("5️⃣", .unknownOverlay, "the manifest has no volume 'data' to overlay"),
        Finding(
          "6️⃣", .removesNothing,
          "'c: null' removes nothing: what it overlays has no such key"),
      ])
  }

  @Test("an environment that there isn't")
  func unknownEnvironment() {
    expectDecoding(
      of: """
        zdc: 1
        project: shop
        services: { web: { image: web } }
        1️⃣environments: { staging: { project: other } }
        """, environment: "stagin",
      finds: [
        Finding(
          "1️⃣", .unknownEnvironment, "the manifest has no environment 'stagin'",
          help: "did you mean 'staging'?")
      ])
  }
}
