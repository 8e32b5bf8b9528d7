internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Certificates that nothing uses.
  static let tlsWithoutHTTPS = ManifestRule(
    Rule(
      DiagnosticCode(143), .error, .fixed,
      "certificates and an HTTPS port come together",
      page: RulePage(
        breaks: "A port that is published with nothing behind it refuses every request.",
        wrong: """
          gateway: { listen: { http: 80 }, tls: { certificates: 1️⃣tls }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80, https: 443 }
            tls: { certificates: tls }
            routes: { /: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "nginx: ssl_certificate; the manifest language: tls")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway else { return }
      if let certificates = gateway.certificates, gateway.https == nil, gateway.http != nil {
        findings.reportMissing(
          at: certificates.range, within: gateway.range, under: ["listen", "tls"],
          "certificates are given, and no HTTPS port listens", help: "add listen: { https: 443 }")
      }
      if let https = gateway.https, gateway.certificates == nil {
        findings.reportMissing(
          at: https.range, within: gateway.range, under: ["listen", "tls"],
          "port \(https.value) for HTTPS has no certificate",
          help: "add tls: { certificates: FOLDER }, or remove https")
      }
    })
}
