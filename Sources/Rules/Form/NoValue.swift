internal import Diagnostics

extension ManifestRule {
  /// A key without a value.
  static let noValue = ManifestRule(
    Rule(
      DiagnosticCode(108), .error, .fixed,
      "a key has a value",
      page: RulePage(
        breaks: """
          A variable without a value means three things: empty, unset, or the value of the \
          deployer's shell.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: { 1️⃣LEVEL: }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: { LEVEL: "" }
          """,
        source: "Compose: environment variables without a value are taken from the shell")),
    .byDecoding)
}
