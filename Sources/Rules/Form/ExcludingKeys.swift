internal import Diagnostics

extension ManifestRule {
  /// Keys of which one may be given.
  static let excludingKeys = ManifestRule(
    Rule(
      DiagnosticCode(114), .error, .fixed,
      "of two keys that exclude each other one is given",
      page: RulePage(
        breaks: "Which of the two holds would differ from engine to engine.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: { path: /up, 1️⃣tcp: true }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: { path: /up }
          """,
        source: "the manifest language")),
    .byDecoding)
}
