internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A liveness probe that asks what readiness asks.
  static let livenessIsReadiness = ManifestRule(
    Rule(
      DiagnosticCode(214), .warning, .free,
      "the liveness probe checks less than the readiness probe",
      page: RulePage(
        breaks: """
          When the database is slow, readiness fails, which is right; liveness fails with it, \
          and Kubernetes restarts every pod at a moment when none of them is to blame.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              live: 1️⃣/up
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              live: { tcp: true }
          """,
        source: "chmonitor#2904, mcp-mesh#1490, okteto#2699; kubernetes: liveness probes")),
    .services { checked, _, findings in
      guard case .http(let health)? = checked.service.health?.probe,
        case .http(let live)? = checked.service.live?.probe, health.value == live.value
      else { return }
      findings.report(
        at: live.range, "the liveness probe requests the same path as the readiness probe",
        help: "write a path that depends on no other service, or live: { tcp: true }",
        notes: [Diagnostic.Note("the readiness probe is here", at: health.range)])
    })
}
