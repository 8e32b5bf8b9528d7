internal import Diagnostics

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
        if LiteralSecret.isSecret(name) {
          findings.report(
            at: variable.value.range, "'\(name)' looks like a secret, and its value stands here",
            help: "declare a secret, and write secrets: { \(name)_FILE: NAME } or { \(name): NAME }"
          )
        } else if LiteralSecret.hasPassword(text) {
          findings.report(
            at: variable.value.range, "the value of '\(name)' holds a password",
            help: "declare a secret, and give it to the service by secrets")
        }
      }
    })
}

/// What a secret looks like.
private enum LiteralSecret {
  /// Names that speak about a secret and hold none.
  private static let harmless = [
    "_FILE", "_PATH", "_TTL", "_LENGTH", "_NAME", "_HEADER", "_ALGORITHM", "_EXPIRY", "_MINUTES",
    "_SECONDS", "_DAYS", "_TIMEOUT", "PUBLIC_KEY",
  ]

  static func isSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    let isSuspicious =
      ["PASSWORD", "PASSWD", "TOKEN", "SECRET"].contains { upper.holds($0) }
      || upper.hasSuffix("_KEY")
    return isSuspicious && !harmless.contains { upper.hasSuffix($0) }
  }

  /// `scheme://user:password@host`
  static func hasPassword(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty,
      let at = parts[2].firstIndex(of: "@")
    else { return false }
    let credentials = parts[2][..<at]
    guard let colon = credentials.firstIndex(of: ":"), !credentials.contains("/") else {
      return false
    }
    return credentials.index(after: colon) < at
  }
}
