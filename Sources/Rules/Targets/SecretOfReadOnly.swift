internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A secret that Compose would have to write.
  static let secretOfReadOnly = ManifestRule(
    Rule(
      DiagnosticCode(302), .error, .fixed,
      "a read-only service gets its secrets from files under Compose",
      page: RulePage(
        breaks: """
          Compose writes the value of an environment secret into the container, which a read- \
          only file system refuses: the container does not start.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              readOnly: true
              secrets: { KEY_FILE: 1️⃣key }
          secrets: { key: { env: KEY } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              readOnly: true
              secrets: { KEY_FILE: key }
          secrets: { key: { file: key.txt } }
          """,
        source: "Compose: secrets of environment can not be used in read-only containers")),
    of: .blueGreen,
    .services { checked, context, findings in
      guard context.targets.contains(.blueGreen), checked.service.readOnly?.value == true else {
        return
      }
      for use in checked.service.secrets {
        let secret = context.secret(use.secret.value)
        guard case .variable(let variable)? = secret?.source else { continue }
        findings.reportMissing(
          at: use.secret.range, within: secret?.range ?? use.secret.range,
          "'\(checked.name)' is read-only, and Compose would write '\(use.secret.value)' into it",
          help: "write file: PATH at the secret, or remove readOnly",
          notes: [Diagnostic.Note("its value comes from a variable here", at: variable.range)])
      }
    })
}
