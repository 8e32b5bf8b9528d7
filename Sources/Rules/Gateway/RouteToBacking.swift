internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route to something that is not coloured.
  static let routeToBacking = ManifestRule(
    Rule(
      DiagnosticCode(136), .error, .fixed,
      "a route leads to a web service",
      page: RulePage(
        breaks: """
          Only web services are doubled, rehearsed and drained. A route to anything else would \
          lose requests whenever that is restarted.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web, /cache/: 1️⃣cache } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache: { image: "redis:7", port: 6379, health: { command: [redis-cli, -e, ping] } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache: { image: "redis:7", port: 6379, health: { command: [redis-cli, -e, ping] } }
          """,
        source: "the manifest language: routes")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination else { continue }
        if context.isBacking(name.value), context.coloured(name.value) == nil {
          findings.report(
            at: name.range, "a route can't lead to the backing service '\(name.value)'",
            help: "move it to services, where it is deployed without downtime"
              + (context.backing(name.value)?.volumes.isEmpty == false
                ? "; its volumes then need access: shared" : ""))
        } else if let service = context.coloured(name.value), service.effectiveRole != .web {
          findings.reportMissing(
            at: name.range, within: service.range,
            "a route leads to a web service, and '\(name.value)' is a"
              + " \(service.effectiveRole.rawValue)",
            help: service.port == nil ? "add port to '\(name.value)'" : "write role: web")
        }
      }
    })
}
