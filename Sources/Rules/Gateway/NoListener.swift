internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A gateway that listens nowhere.
  static let noListener = ManifestRule(
    Rule(
      DiagnosticCode(146), .error, .fixed,
      "a gateway listens on a port",
      page: RulePage(
        breaks: "nginx would start and nobody could reach it.",
        wrong: """
          gateway: { listen: 1️⃣{}, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "the manifest language: listen")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway, gateway.http == nil, gateway.https == nil
      else { return }
      let written = findings.place(of: "{}", in: gateway.range)
      findings.reportMissing(
        at: written == gateway.range ? findings.place(of: "listen", in: gateway.range) : written,
        within: gateway.range, "the gateway listens on no port", help: "write listen: { http: 80 }")
    })
}
