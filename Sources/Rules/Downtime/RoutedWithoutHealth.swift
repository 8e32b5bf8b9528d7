internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A routed service that nobody can ask how it is.
  static let routedWithoutHealth = ManifestRule(
    Rule(
      DiagnosticCode(201), .error, .fixed,
      "a routed service has a health check",
      page: RulePage(
        breaks: """
          Traffic would be sent to a version before it can answer, or to one that never will: \
          half of all requests fail while it starts.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            1️⃣web: { image: "shop/web:1", command: [serve], port: 80 }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "moby#30321, docker-rollout#32, traefik#8570")),
    .services { checked, context, findings in
      let service = checked.service
      guard !checked.isBacking, service.health == nil, let route = context.routed[checked.name]
      else { return }
      if let place = service.noHealth {
        findings.report(
          at: place, "'\(checked.name)' is routed, and nothing would say when it can answer",
          help: "write health: { tcp: true } where it has no path to ask",
          notes: [Diagnostic.Note("it is routed here", at: route.key.range)])
        return
      }
      findings.reportMissing(
        at: service.name.range, within: service.range, under: ["health"],
        "'\(checked.name)' is routed and has no health check",
        help: "add health: /PATH, one that answers 200 when the service can take requests",
        notes: [Diagnostic.Note("it is routed here", at: route.key.range)])
    })
}
