internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key that only a prefix gives a meaning.
  static let routeByPrefix = ManifestRule(
    Rule(
      DiagnosticCode(160), .error, .fixed,
      "'stripPrefix' and a volume belong to a route by prefix",
      page: RulePage(
        breaks: """
          One path and an expression have no prefix that could be taken away, and no rest that \
          could be looked for in a folder.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web, "~ ^/api/[0-9]+/": { service: web, stripPrefix: 1️⃣true } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /api/1/up] } } }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: web, /api/: { service: web, stripPrefix: true } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /api/up] } } }
          """,
        source: "the manifest language: routes; nginx: alias")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] where !route.match.isPrefix {
        if let strip = route.stripPrefix, strip.value {
          findings.report(
            at: strip.range, "'\(route.key.value)' has no prefix to remove",
            help: "remove stripPrefix, or write a route by prefix: /path/")
        }
        if case .volume(let name) = route.destination {
          findings.report(
            at: name.range, "files of the volume '\(name.value)' need a route by prefix",
            help: "write a prefix: /path/")
        }
      }
    })
}
