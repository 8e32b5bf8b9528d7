internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A port on one address, which Swarm would open on all.
  static let hostAddressUnderSwarm = ManifestRule(
    Rule(
      DiagnosticCode(310), .error, .free,
      "under Swarm a port is published on every address, or not at all",
      page: RulePage(
        breaks: """
          Swarm has no host address: a database that Compose publishes for the host alone would be \
          open to the network.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              port: 6379
              publish: [1️⃣"127.0.0.1:6379:6379"]
              health: { command: [redis-cli, -e, ping] }
              volumes: { cache: /data }
          volumes: { cache: { node: manager } }
          targets:
            kubernetes: { backing: { cache: { publish: null } } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              port: 6379
              publish: ["127.0.0.1:6379:6379"]
              health: { command: [redis-cli, -e, ping] }
              volumes: { cache: /data }
          volumes: { cache: { node: manager } }
          targets:
            swarm: { backing: { cache: { publish: null } } }
            kubernetes: { backing: { cache: { publish: null } } }
          """,
        source: "Docker: docker service create --publish takes no address")), of: .swarm,
    .services { checked, context, findings in
      guard context.targets.contains(.swarm) else { return }
      for mapping in checked.service.publish {
        guard let address = mapping.value.shownAddress, address != "0.0.0.0" else { continue }
        let path = "\(checked.section): { \(checked.name): { publish: null } }"
        findings.report(
          at: mapping.range,
          "Swarm would publish port \(mapping.value.shownPort) on every address, not on \(address)",
          help: "write targets: { swarm: { \(path) } }")
      }
    })
}
