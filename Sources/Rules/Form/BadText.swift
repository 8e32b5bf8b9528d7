internal import Diagnostics

extension ManifestRule {
  /// A text that has not the form of its key.
  static let badText = ManifestRule(
    Rule(
      DiagnosticCode(106), .error, .fixed,
      "a text has the form of its key",
      page: RulePage(
        breaks: """
          A time without a unit is seconds for one engine, nanoseconds for another and an error \
          for a third.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              stop: { grace: 1️⃣30 }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              stop: { grace: 50s }
          """,
        source: "the manifest language")),
    .byDecoding)
}
