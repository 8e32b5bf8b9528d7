internal import Diagnostics

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
    .services { checked, context, findings in
      let build = checked.service.build?.secrets ?? []
      for name in checked.service.secrets.map(\.secret) + build
      where !context.secrets.contains(name.value) {
        let names = context.manifest.secrets.map(\.name.value)
        findings.report(
          at: name.range, "no secret named '\(name.value)' is declared",
          help: NearName.closest(to: name.value, among: names).map { "did you mean '\($0)'?" }
            ?? "declare it: secrets: { \(name.value): { env: VARIABLE } }",
          fix: NearName.fix(of: name.value, at: name.range, among: names))
      }
    })
}
