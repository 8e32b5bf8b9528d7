internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Static files and a route that both answer everything.
  static let rootTwice = ManifestRule(
    Rule(
      DiagnosticCode(155), .error, .fixed,
      "static files and a route for '/' exclude each other",
      page: RulePage(
        breaks: "The route would answer every request, and the static site would never be seen.",
        wrong: """
          gateway:
            listen: { http: 80 }
            static: { directory: ../dist }
            routes: { 1️⃣/: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            static: { directory: ../dist }
            routes: { /api/: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        source: "nginx: location / is one")),
    .manifest { context, findings in
      guard let files = context.manifest.gateway?.staticFiles,
        let route = context.manifest.gateway?.routes.first(where: { $0.key.value == "/" })
      else { return }
      findings.report(
        at: route.key.range, "the static files answer '/' too",
        help: "remove static, or give the route a longer prefix",
        notes: [Diagnostic.Note("the static files are given here", at: files.directory.range)])
    })
}
