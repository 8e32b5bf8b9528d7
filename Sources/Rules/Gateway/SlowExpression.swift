internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An expression that a request can keep a worker busy with.
  static let slowExpression = ManifestRule(
    Rule(
      DiagnosticCode(223), .warning, .free,
      "an expression has one way to take a path apart",
      page: RulePage(
        breaks: """
          Where a repetition repeats another one, a path of some thirty characters can be taken \
          apart in millions of ways. PCRE tries all of them before it gives up, and nginx's worker \
          answers nobody meanwhile: a few such requests stop the gateway.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web, 1️⃣"~ ^/([a-z]+)*/api$": web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /a/api] } } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web, "~ ^/([a-z]+/)*api$": web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /a/api] } } }
          """,
        source: "PCRE: pcre2perform, 'Processing time'; nginx: ngx_http_core_module, location")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .expression(let expression) = route.match, expression.takesApartInManyWays
        else { continue }
        findings.report(
          at: route.key.range,
          "'\(route.key.value)' can take ever longer for a path that does not fit",
          help: "let each repetition begin or end with a sign that it does not repeat: ([a-z]+/)*")
      }
    })
}
