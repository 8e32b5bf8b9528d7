internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A secret that nothing reads.
  static let unusedSecret = ManifestRule(
    Rule(
      DiagnosticCode(125), .warning, .free,
      "a secret that is declared is used",
      page: RulePage(
        breaks: """
          The deployment demands a value that nobody needs; often the key of the service that \
          should read it is misspelt.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          secrets:
            1️⃣session-key: { env: SESSION_KEY }
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
        source: "the manifest language: each secret that is declared must be used")),
    .acrossTargets { contexts, findings in
      // The name is the certificate's, which the gateway reads.
      var used: Set<String> = ["tls"]
      for context in contexts {
        used.formUnion((context.manifest.gateway?.routes ?? []).compactMap(\.login?.value))
        for service in context.manifest.services + context.manifest.backing {
          used.formUnion(service.secrets.map(\.secret.value))
          used.formUnion((service.build?.secrets ?? []).map(\.value))
        }
      }
      for context in contexts {
        for secret in context.manifest.secrets where !used.contains(secret.name.value) {
          findings.reportMissing(
            at: secret.name.range, within: context.manifest.range,
            "nothing uses the secret '\(secret.name.value)'",
            help: "give it to a service: secrets: { NAME_FILE: \(secret.name.value) }, or remove it"
          )
        }
      }
    })
}
