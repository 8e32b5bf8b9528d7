internal import Diagnostics

extension ManifestRule {
  /// A required key that is not written.
  static let missingKey = ManifestRule(
    Rule(
      DiagnosticCode(102), .error, .fixed,
      "a required key is written",
      page: RulePage(
        breaks: "Nothing can be guessed in its place.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              files: { 1️⃣limits: { path: /etc/limits.ini } }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              files: { limits: { path: /etc/limits.ini, from: limits.ini } }
          """,
        source: "the manifest language")),
    .byDecoding)
}
