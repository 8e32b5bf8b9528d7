internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A variable that env and secrets both set.
  static let variableTwice = ManifestRule(
    Rule(
      DiagnosticCode(152), .error, .fixed,
      "a variable has one value",
      page: RulePage(
        breaks: "Which of the two the process gets differs from engine to engine.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { KEY_FILE: /tmp/key }
              secrets: { 1️⃣KEY_FILE: session-key }
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
              env: { SALT_FILE: /tmp/key }
              secrets: { KEY_FILE: session-key }
          secrets:
            session-key: { env: SESSION_KEY }
          """,
        source: "Kubernetes: duplicate keys in env, the last one wins")),
    .services { checked, _, findings in
      guard !checked.service.secrets.isEmpty, !checked.service.env.isEmpty else { return }
      let env = Dictionary(
        checked.service.env.map { ($0.name.value, $0.name.range) },
        uniquingKeysWith: { first, _ in first })
      for use in checked.service.secrets {
        guard let other = env[use.variable.value] else { continue }
        findings.report(
          at: use.variable.range, "'\(use.variable.value)' is set by env and by secrets",
          help: "remove one of the two",
          notes: [Diagnostic.Note("set by env here", at: other)])
      }
    })
}
