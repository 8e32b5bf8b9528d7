internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Two routes for one prefix.
  static let routeTwice = ManifestRule(
    Rule(
      DiagnosticCode(137), .error, .fixed,
      "a path prefix has one route",
      page: RulePage(
        breaks: """
          '/api' and '/api/' are one place for people and two for nginx: which of the two \
          answers depends on a slash.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /api/: web, 1️⃣/api: other } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            other: { image: "shop/o:1", command: [serve], port: 81, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /api/: web, /other: other } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            other: { image: "shop/o:1", command: [serve], port: 81, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        source: "nginx: location; the manifest language: two routes for one prefix")),
    .manifest { context, findings in
      var taken: [String: SourceRange] = [:]
      for route in context.manifest.gateway?.routes ?? [] {
        // '= /api/' and '= /api' are two paths, of which each may have its own answer.
        let parts =
          route.match.isPrefix
          ? route.key.value.split(separator: "/").joined(separator: "/") : route.key.value
        guard let first = taken[parts] else {
          taken[parts] = route.key.range
          continue
        }
        findings.report(
          at: route.key.range, "two routes for '\(route.key.value)'",
          help: "remove one of the two",
          notes: [Diagnostic.Note("the other is here", at: first)])
      }
    })
}
