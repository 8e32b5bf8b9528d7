internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A secret that is not declared.
  static let unknownSecret = ManifestRule(
    Rule(
      DiagnosticCode(123), .error, .fixed,
      "a secret that is used is declared",
      page: RulePage(
        breaks: "The service would start without its password, or not at all.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              secrets: { KEY_FILE: 1️⃣session-kye, OTHER_FILE: session-key }
          secrets:
            session-key: { env: SESSION_KEY }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              secrets: { KEY_FILE: session-key }
          secrets:
            session-key: { env: SESSION_KEY }
          """,
        source: "the manifest language: Volumes and secrets")),
    .manifest { context, findings in
      let ofServices = (context.manifest.services + context.manifest.backing).flatMap {
        $0.secrets.map(\.secret) + ($0.build?.secrets ?? [])
      }
      let ofRoutes = (context.manifest.gateway?.routes ?? []).compactMap(\.login)
      for name in ofServices + ofRoutes
      where context.secret(name.value) == nil {
        let near = findings.near(name, among: context.secretNames)
        findings.report(
          at: name.range, "no secret named '\(name.value)' is declared",
          help: near.help ?? "declare it: secrets: { \(name.value): { env: VARIABLE } }",
          fix: near.fix)
      }
    })
}
