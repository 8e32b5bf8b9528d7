internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route over a path that zdc needs.
  static let reservedPath = ManifestRule(
    Rule(
      DiagnosticCode(156), .error, .fixed,
      "a route does not take a path that the gateway answers itself",
      page: RulePage(
        breaks: """
          The gateway's health, the answers to certificate challenges and the scripts' questions \
          would go to a service: the container is never healthy, certificates are not renewed, a \
          switch can't be confirmed.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web, 1️⃣/nginx-health: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web, /nginx: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        source: "RFC 8555, section 8.3; artefacts: internal locations")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway else { return }
      let health = gateway.health?.value ?? "/nginx-health"
      for route in gateway.routes {
        // An exact path and '^~' are nearer than any expression.
        guard let prefix = route.match.path else { continue }
        let isReserved =
          prefix == health || prefix.hasPrefix("/.well-known/acme-challenge")
          || prefix == "/zdc" || prefix.hasPrefix("/zdc/")
        guard isReserved else { continue }
        findings.report(
          at: route.key.range, "the gateway answers '\(prefix)' itself",
          help: prefix == health
            ? "write gateway: { health: /another }, or another path" : "write another path")
      }
    })
}
