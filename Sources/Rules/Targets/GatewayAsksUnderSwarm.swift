internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A health that the gateway asks, under Swarm.
  static let gatewayAsksUnderSwarm = ManifestRule(
    Rule(
      DiagnosticCode(306), .error, .fixed,
      "under Swarm a health check runs inside the container",
      page: RulePage(
        breaks: """
          Swarm knows a task's health by its own check alone. Without one it calls a task \
          healthy when its process runs, and replaces the next.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { path: /up, via: 1️⃣gateway }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { path: /up, via: gateway }
          targets:
            swarm: { services: { web: { health: { via: wget } } } }
          """,
        source: "the manifest language: via")), of: .swarm,
    .services { checked, context, findings in
      guard context.targets.contains(.swarm), let via = checked.service.health?.via,
        via.value == .gateway
      else { return }
      findings.report(
        at: via.range, "under Swarm only the container itself can run its health check",
        help: "write targets: { swarm: { \(checked.section): { \(checked.name):"
          + " { health: { via: wget } } } } }, or a health command that the image has")
    })
}
