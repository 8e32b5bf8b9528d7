import Diagnostics
import Testing

/// Networks beside the shared one, on each target.
@Suite("Networks") struct NetworkTests {
  private static func manifest(
    web: String = "[default, data]", store: String = "[data]", gateway: String = "",
    networks: String = "{ data: { internal: true } }",
    targets: String = "blueGreen, swarm, kubernetes",
    more: String = ""
  ) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web }\(gateway) }
    services:
      web:
        image: shop/web:1
        entrypoint: [/e]
        command: [serve]
        port: 80
        health: /up
        networks: \(web)
        release: [[migrate]]
        env: { STORE: "${store.host}" }
    backing:
      store: { image: "shop/store:1", port: 81, health: { command: [ask] }, networks: \(store)\(more) }
    networks: \(networks)
    targets: [\(targets)]
    """
  }

  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"

  private static func codes(_ text: String) -> Set<Int> {
    Set(BuildEnd.errors(text)?.map(\.code.number) ?? [70])
  }

  @Test func `Compose and Swarm have them`() throws {
    let files = try BuildEnd.files(Self.manifest())
    for path in [Self.compose, Self.stack] {
      let text = try #require(files[path])
      #expect(text.contains("  networks: [shop, data]\n"), "\(path)")
      #expect(text.contains("    networks: [data]\n"), "\(path)")
    }
    let section = "  data:\n    name: shop-data\n"
    #expect(files[Self.compose]?.contains(section + "    internal: true\n") == true)
    #expect(
      files[Self.stack]?.contains(
        section + "    driver: overlay\n    attachable: true\n    internal: true\n") == true)
    for name in ["blue-green", "swarm"] {
      let script = try #require(files["docker/scripts/deploy-\(name).sh"])
      #expect(script.contains("\nNETWORKS=(shop shop-data)\nEXTERNAL_NETWORKS=()\n"))
    }
  }

  @Test func `external ones are there already`() throws {
    let text = Self.manifest(
      web: "[default, proxy, data]",
      networks: "{ data: , proxy: { external: true, name: traefik_web } }",
      targets: "blueGreen, swarm")
    let files = try BuildEnd.files(text)
    for path in [Self.compose, Self.stack] {
      #expect(
        files[path]?.contains("  proxy:\n    external: true\n    name: traefik_web\n") == true)
    }
    for name in ["blue-green", "swarm"] {
      let script = try #require(files["docker/scripts/deploy-\(name).sh"])
      #expect(script.contains("\nEXTERNAL_NETWORKS=(traefik_web)\n"))
    }
    #expect(Self.codes(text.replacing("[blueGreen, swarm]", with: "[kubernetes]")) == [311])
    let unnamed = text.replacing(", name: traefik_web", with: "")
    #expect(try BuildEnd.files(unnamed)[Self.compose]?.contains("    name: proxy\n") == true)
  }

  @Test func `Kubernetes has a policy for each`() throws {
    let text = try #require(try BuildEnd.files(Self.manifest())["kubernetes/20-networks.yml"])
    let policies = text.split(separator: "\n---\n").map(String.init).filter {
      $0.contains("kind: NetworkPolicy")
    }
    func policy(_ name: String) -> String {
      policies.first { $0.contains("\n  name: \(name)\n") } ?? ""
    }
    func selected(_ policy: String) -> [String] {
      policy.matches(of: /operator: In\n +values:\n((?: +- [a-z-]+(?:\n|$))+)/).map {
        $0.1.split(separator: "\n").map { $0.trimmingPrefix(#/ +- /#) }.joined(separator: " ")
      }
    }
    let open = "nginx nginx-confirm web web-release"
    #expect(selected(policy("network-shop")) == [open, open])
    #expect(selected(policy("network-data")) == ["web web-release store", "web web-release store"])
    #expect(selected(policy("internal-data")) == ["store", "web web-release store"])
    #expect(policy("internal-data").contains("- Egress") && policy("internal-data").contains("53"))
    #expect(selected(policy("open-nginx")) == ["nginx"])
    #expect(policy("open-nginx").contains("- {}"))
    #expect(policies.count == 4)
  }

  @Test func `without one there is no policy`() throws {
    let text = Self.manifest(web: "[default]", store: "[default]", networks: "{}")
    let files = try BuildEnd.files(text.replacing("networks: {}\n", with: ""))
    #expect(files["kubernetes/20-networks.yml"] == nil)
  }

  @Test(arguments: [
    ("[data]", "[data]", "", [185]), ("[data]", "[data]", ", networks: [default, data]", []),
    ("[default]", "[data]", "", [185]), ("[default, dta]", "[default]", "", [183]),
    ("[default, data, data]", "[data]", "", [168]), ("[shop]", "[data]", "", [183, 185]),
    ("[data]", "[data]", ", networks: [data]", [188]),
  ])
  func `who is on which`(web: String, store: String, gateway: String, expected: [Int]) {
    let found = Self.codes(Self.manifest(web: web, store: store, gateway: gateway))
    #expect(found == Set(expected))
  }

  @Test(arguments: [
    ("{ data: { internal: true }, default: {} }", [183]),
    ("{ data: { internal: true }, shop: {} }", [183]),
    ("{ data: { internal: true, external: true } }", [183]),
    ("{ data: { internal: false, name: other } }", []), ("{ data: {} }", []),
  ])
  func `what they may be`(networks: String, expected: [Int]) {
    let found = Self.codes(Self.manifest(networks: networks, targets: "blueGreen"))
    #expect(found == Set(expected))
  }

  @Test func `a port is published from where there is a way in`() {
    let port = ", publish: [\"127.0.0.1:8081:81\"]"
    #expect(Self.codes(Self.manifest(targets: "blueGreen", more: port)) == [188])
    #expect(
      Self.codes(Self.manifest(store: "[default, data]", targets: "blueGreen", more: port)) == [])
  }
}
