internal import Diagnostics

extension ManifestRule {
  /// A word that the key does not take.
  static let unknownWord = ManifestRule(
    Rule(
      DiagnosticCode(107), .error, .fixed,
      "a word is one of those that the key takes",
      page: RulePage(
        breaks: "The engine would take its default in silence, or refuse the whole file.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              pull: 1️⃣allways
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              pull: always
          """,
        source: "the manifest language")),
    .byDecoding)
}
