internal import Diagnostics

extension ManifestRule {
  /// A key that its map does not have.
  static let unknownKey = ManifestRule(
    Rule(
      DiagnosticCode(101), .error, .fixed,
      "every key is one of the language",
      page: RulePage(
        breaks: """
          What it says would have no effect, and nobody would notice: a health check that is \
          spelt wrong is no health check.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              1️⃣replicsa: 2
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              replicas: 2
          """,
        source: "compose#8016: unknown keys were ignored")),
    .byDecoding)
}
