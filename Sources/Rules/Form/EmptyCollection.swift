internal import Diagnostics

extension ManifestRule {
  /// A command without words.
  static let emptyCollection = ManifestRule(
    Rule(
      DiagnosticCode(116), .error, .fixed,
      "a command has at least one word",
      page: RulePage(
        breaks: "There is nothing to start.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: 1️⃣[]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
          """,
        source: "the manifest language")),
    .byDecoding)
}
