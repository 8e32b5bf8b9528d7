internal import Diagnostics

extension ManifestRule {
  /// A key without a value.
  static let noValue = ManifestRule(
    Rule(
      DiagnosticCode(108), .error, .fixed,
      "a key has a value",
      page: RulePage(
        breaks: """
          Nobody can tell whether the value is empty, left out or forgotten, and each target would \
          take it for something else.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              labels: { 1️⃣com.example.level: }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              labels: { com.example.level: "" }
          """,
        source: "YAML 1.2: an empty node is null")),
    .byDecoding)
}
