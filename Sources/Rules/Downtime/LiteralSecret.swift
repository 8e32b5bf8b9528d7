internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A password in the manifest.
  static let literalSecret = ManifestRule(
    Rule(
      DiagnosticCode(205), .warning, .free,
      "a secret is not written into the manifest",
      page: RulePage(
        breaks: """
          Whoever can read the repository, a container by inspect, or an artefact, has it; and \
          it can't be changed without a deployment.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { DB_PASSWORD: 1️⃣hunter2, CACHE: 2️⃣"redis://app:hunter2@cache/0" }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              secrets: { DB_PASSWORD_FILE: db-password }
          secrets: { db-password: { env: DB_PASSWORD } }
          """,
        source: "score-spec/spec#76; OWASP: secrets management")),
    .services { checked, _, findings in
      for variable in checked.service.env + (checked.service.build?.args ?? []) {
        guard let text = variable.value.value.literalText, !text.isEmpty else { continue }
        let name = variable.name.value
        if SecretName.isSecret(name) {
          findings.report(
            at: variable.value.range,
            "'\(name)' looks like a secret, and its value is written here",
            help: "declare a secret, and write secrets: { \(name)_FILE: NAME } or { \(name): NAME }"
          )
        } else if SecretName.hasPassword(text) {
          findings.report(
            at: variable.value.range, "the value of '\(name)' holds a password",
            help: "declare a secret, and give it to the service by secrets")
        }
      }
    })
}
