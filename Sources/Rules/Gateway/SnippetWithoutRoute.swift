internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A snippet for a location that there is not.
  static let snippetWithoutRoute = ManifestRule(
    Rule(
      DiagnosticCode(157), .error, .fixed,
      "a location snippet belongs to a route",
      page: RulePage(
        breaks: """
          The text would be put nowhere: a limit or a header that was thought to be set is not.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /api/: web }
            snippets: { location: { 1️⃣/ap/: "limit_rate 1m;" } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /api/: web }
            snippets: { location: { /api/: "limit_rate 1m;" } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        source: "the manifest language: snippets")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway else { return }
      let prefixes = gateway.routes.map(\.key.value)
      let known = Set(prefixes)
      for snippet in gateway.snippets.locations where !known.contains(snippet.key.value) {
        if snippet.key.value == "/", gateway.staticFiles != nil { continue }
        let near = findings.near(snippet.key, among: prefixes)
        findings.reportMissing(
          at: snippet.key.range, within: gateway.range,
          "there is no route '\(snippet.key.value)'",
          help: near.help ?? "add it to routes, or put the text into snippets.server",
          fix: near.fix)
      }
    })
}
