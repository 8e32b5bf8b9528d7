internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A port of the host that leads into a network without a way in.
  static let publishedInside = ManifestRule(
    Rule(
      DiagnosticCode(188), .error, .free,
      "what publishes a port is on a network that is not internal",
      page: RulePage(
        breaks: """
          Docker opens no port of the host for a container whose networks are all internal, and says \
          nothing: the connection is refused.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, networks: [data] }
          backing:
            store:
              image: redis:7
              networks: [data]
              health: { command: [redis-cli, -e, ping] }
              publish: [1️⃣"127.0.0.1:6379:6379"]
          networks:
            data: { internal: true }
          targets: [blueGreen]
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, networks: [data] }
          backing:
            store:
              image: redis:7
              networks: [default, data]
              health: { command: [redis-cli, -e, ping] }
              publish: ["127.0.0.1:6379:6379"]
          networks:
            data: { internal: true }
          targets: [blueGreen]
          """,
        source: "Docker: docker network create --internal")),
    .manifest { context, findings in
      let manifest = context.manifest
      let closed = Set(manifest.networks.filter { $0.isInternal?.value == true }.map(\.key.value))
      func isInside(_ networks: [Located<String>]) -> Bool {
        !networks.isEmpty && networks.allSatisfy { closed.contains($0.value) }
      }
      for service in manifest.services + manifest.backing where isInside(service.networks) {
        guard let first = service.publish.first else { continue }
        findings.report(
          at: first.range,
          "'\(service.name.value)' is on internal networks alone, and publishes a port",
          help: "add default to its networks, or remove publish")
      }
      if let networks = manifest.gateway?.networks, isInside(networks) {
        findings.report(
          at: networks[0].range, "the gateway is on internal networks alone: nobody reaches it",
          help: "add default to its networks")
      }
    })
}
