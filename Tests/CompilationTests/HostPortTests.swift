import Compilation
import Diagnostics
import Testing

/// A patch that gives a host's port to services of which two run during an update.
@Suite("Ports of the host by patch") struct HostPortTests {
  private static func places(swarm: String, blueGreen: String) -> [String] {
    let text = """
      zdc: 1
      project: shop
      gateway: { listen: { http: 80 }, routes: { /: web, /api/: api } }
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up, user: "1000" }
        api: { image: "shop/api:1", command: [serve], port: 81, health: /up, user: "1000" }
      strategy: { blueGreen: { confirm: { compare: true } } }
      targets:
        kubernetes: { enabled: false }
        swarm:
          patches:
            docker/docker-compose.swarm.yml:
              services:
      \(swarm)
        blueGreen:
          patches:
            docker/docker-compose.blue-green.yml:
              services:
      \(blueGreen)
      """
    let log = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }.log
    return log.sorted.map { "\($0.code) \($0.range?.start.line ?? 0)" }
  }

  @Test("each is told once, of every service and target")
  func each() {
    let places = Self.places(
      swarm: """
                  web: { ports: [{ target: 80, published: 8081, mode: host }] }
                  api: { ports: [{ target: 81, published: 8082, mode: host }] }
        """,
      blueGreen: """
                  web: { ports: ["8081:80"] }
                  api: { network_mode: host }
        """)
    #expect(places == ["ZDC385 14", "ZDC385 15", "ZDC385 20", "ZDC385 21"])
  }

  @Test("a port of the whole swarm is no port of one host")
  func fine() {
    let places = Self.places(
      swarm: """
                  web: { ports: [{ target: 80, published: 8081, mode: ingress }] }
        """,
      blueGreen: """
                  web: { labels: { team: front } }
        """)
    #expect(places.isEmpty)
  }
}
