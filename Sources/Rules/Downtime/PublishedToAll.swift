internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A backing service that the whole network can reach.
  static let publishedToAll = ManifestRule(
    Rule(
      DiagnosticCode(230), .warning, .free,
      "a port is published on one address, or on all by 0.0.0.0",
      page: RulePage(
        breaks: """
          Docker opens the port past the host's firewall rules: a database without a public \
          address is on the internet.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: mysql:8.0
              port: 3306
              publish: [1️⃣"3306:3306"]
              health: { command: [mysqladmin, ping, -h, 127.0.0.1] }
              volumes: { data: /var/lib/mysql }
          volumes: { data: { size: 20Gi } }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: mysql:8.0
              port: 3306
              publish: ["127.0.0.1:3306:3306"]
              health: { command: [mysqladmin, ping, -h, 127.0.0.1] }
              volumes: { data: /var/lib/mysql }
          volumes: { data: { size: 20Gi } }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        source: "Docker: packet filtering and firewalls")),
    .services { checked, _, findings in
      for mapping in checked.service.publish where mapping.value.hostAddress == nil {
        let ports =
          "\(mapping.value.shownPort):\(mapping.value.containerPort)"
          + (mapping.value.isUDP ? "/udp" : "")
        findings.report(
          at: mapping.range,
          "port \(mapping.value.shownPort) is published on every address of the host",
          help: "write \"127.0.0.1:\(ports)\", or 0.0.0.0 where everybody may reach it")
      }
    })
}
