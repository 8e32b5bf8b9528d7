internal import Diagnostics

extension ManifestRule {
  /// A scalar of another type.
  static let wrongType = ManifestRule(
    Rule(
      DiagnosticCode(104), .error, .fixed,
      "a number is not quoted, and a boolean is true or false",
      page: RulePage(
        breaks: """
          YAML's 'yes' is a truth for some readers and a text for others; a quoted number is a \
          text for all.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              replicas: 1️⃣"2"
              readOnly: 2️⃣yes
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              replicas: 2
              readOnly: true
          """,
        source: "YAML 1.2, core schema; compose#3109")),
    .byDecoding)
}
