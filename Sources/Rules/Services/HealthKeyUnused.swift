internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key of a path check without a path.
  static let healthKeyUnused = ManifestRule(
    Rule(
      DiagnosticCode(166), .error, .fixed,
      "'via' and 'headers' belong to a health path",
      page: RulePage(
        breaks: "They would have no effect: a command or a connection sends no HTTP request.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { tcp: true, via: 1️⃣wget }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { path: /up, via: wget }
          """,
        source: "the manifest language: health")),
    .services { checked, _, findings in
      for case let health? in [checked.service.health, checked.service.live] {
        if case .http = health.probe { continue }
        for (key, place) in [
          ("via", health.via?.range), ("headers", health.headers.first?.name.range),
        ] {
          guard let place else { continue }
          findings.report(
            at: place, "'\(key)' has no effect: this health check has no path",
            help: "remove it, or write path")
        }
      }
    })
}
