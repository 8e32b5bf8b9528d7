internal import Diagnostics

extension ManifestRule {
  /// A number outside of its limits.
  static let outOfRange = ManifestRule(
    Rule(
      DiagnosticCode(105), .error, .fixed,
      "a number is within its limits",
      page: RulePage(
        breaks: "The engine refuses it, after the deployment has begun.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 1️⃣80800
              health: /up
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 8080
              health: /up
          """,
        source: "the manifest language")),
    .byDecoding)
}
