internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A number of gateways where each node has one.
  static let replicasOnHostPorts = ManifestRule(
    Rule(
      DiagnosticCode(309), .warning, .free,
      "gateways on host ports are not counted",
      page: RulePage(
        breaks: """
          With publish: host there is one gateway on each node, whatever replicas says: a second \
          one on a node would find its port taken.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, replicas: 1️⃣3, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          targets: { swarm: { publish: host } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          targets: { swarm: { publish: host } }
          """,
        source: "measured: the second of two gateways with host ports stays pending")),
    .manifest { context, findings in
      guard context.targets.contains(.swarm), context.options(.swarm)?.publish?.value == .host,
        let replicas = context.manifest.gateway?.replicas
      else { return }
      findings.report(
        at: replicas.range,
        "with publish: host each node has one gateway, and replicas has no effect",
        help: "write targets: { swarm: { gateway: { replicas: null } } }")
    })
}
