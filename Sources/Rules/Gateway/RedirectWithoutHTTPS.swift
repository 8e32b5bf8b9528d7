internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A redirect that leads nowhere.
  static let redirectWithoutHTTPS = ManifestRule(
    Rule(
      DiagnosticCode(145), .error, .fixed,
      "a redirect has both an HTTP and an HTTPS port",
      page: RulePage(
        breaks: "Every request would be sent to a port that nothing listens on.",
        wrong: """
          gateway: { listen: { http: 80, redirect: 1️⃣true }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80, https: 443, redirect: true }
            tls: { certificates: tls }
            routes: { /: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "the manifest language: listen")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway, let redirect = gateway.redirect,
        redirect.value, gateway.http == nil || gateway.https == nil
      else { return }
      let missing = gateway.https == nil ? "https" : "http"
      findings.reportMissing(
        at: redirect.range, within: gateway.range,
        "a redirect needs listen.http and listen.https, and there is no \(missing)",
        help: "add \(missing), or remove redirect")
    })
}
