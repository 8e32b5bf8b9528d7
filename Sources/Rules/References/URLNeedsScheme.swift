internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// `${x.url}` of a service whose scheme is not known.
  static let urlNeedsScheme = ManifestRule(
    Rule(
      DiagnosticCode(127), .error, .fixed, "a service whose URL is referenced has a scheme",
      page: RulePage(
        breaks: "A client that gets a URL with the wrong scheme speaks the wrong protocol.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { MAIL: "1️⃣${mail.url}" }
          backing:
            mail: { image: "mailpit:1.20", port: 1025, health: { tcp: true } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { MAIL: "${mail.url}" }
          backing:
            mail: { image: "mailpit:1.20", port: 1025, scheme: smtp, health: { tcp: true } }
          """,
        source: "the manifest language: scheme")),
    .services { checked, context, findings in
      for use in checked.references where use.parts.count == 2 && use.parts[1] == "url" {
        guard let service = context.meant(use.parts[0]), service.port != nil,
          service.scheme == nil,
          KnownImage.scheme(of: service.image?.value) == nil
        else { continue }
        if case .http? = service.health?.probe { continue }
        let name = service.name.value
        findings.reportMissing(
          at: findings.place(of: use.written, in: use.range), within: service.range,
          "no scheme is known for '\(use.written)'",
          help: "add scheme to '\(name)', or write SCHEME://${\(name).host}:…",
          notes: [Diagnostic.Note("'\(name)' is declared here", at: service.name.range)])
      }
    })
}
