internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// One gateway where there could be two.
  static let singleGateway = ManifestRule(
    Rule(
      DiagnosticCode(233), .warning, .free,
      "a cluster has two gateways",
      page: RulePage(
        breaks: "When its node is drained or fails, nothing answers until another one runs.",
        wrong: """
          gateway: { listen: { http: 80 }, replicas: 1️⃣1, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, replicas: 2, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "kube-linter: minimum three replicas; kubernetes: disruptions")),
    .manifest { context, findings in
      guard let replicas = context.manifest.gateway?.replicas, replicas.value == 1,
        context.targets.contains(where: { $0 != .blueGreen })
      else { return }
      findings.report(
        at: replicas.range, "one gateway alone goes away with its node",
        help: "write 2 or more, or leave replicas out")
    })
}
