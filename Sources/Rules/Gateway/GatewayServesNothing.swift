internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A gateway without routes and static files.
  static let gatewayServesNothing = ManifestRule(
    Rule(
      DiagnosticCode(142), .warning, .free,
      "a gateway serves something",
      page: RulePage(
        breaks: "Every request is answered with 404.",
        wrong: """
          1️⃣gateway: { listen: { http: 80 } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "the manifest language: routes")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway, gateway.routes.isEmpty,
        gateway.staticFiles == nil
      else { return }
      let place = findings.place(of: "gateway", in: context.manifest.range)
      findings.reportMissing(
        at: place, within: gateway.range, "the gateway has neither routes nor static files",
        help: "add routes: { /: SERVICE }")
    })
}
