internal import Diagnostics

extension ManifestRule {
  /// Keys of which one must be given.
  static let noneOfKeys = ManifestRule(
    Rule(
      DiagnosticCode(115), .error, .fixed,
      "one of several keys is given",
      page: RulePage(
        breaks: """
          A health check that asks nothing, a secret without a source, or a route that leads \
          nowhere.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              1️⃣health: { interval: 5s }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: { path: /up, interval: 5s }
          """,
        source: "the manifest language")),
    .byDecoding)
}
