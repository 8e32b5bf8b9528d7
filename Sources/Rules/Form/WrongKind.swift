internal import Diagnostics

extension ManifestRule {
  /// A list, a map or a scalar where another belongs.
  static let wrongKind = ManifestRule(
    Rule(
      DiagnosticCode(103), .error, .fixed,
      "a key has a value of its kind",
      page: RulePage(
        breaks: """
          A list of NAME=VALUE texts, as Compose takes them, has no names that an overlay could \
          change.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: 1️⃣[LEVEL=info]
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: { LEVEL: info }
          """,
        source: "the manifest language")),
    .byDecoding)
}
