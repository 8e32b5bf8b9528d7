internal import Diagnostics

extension ManifestRule {
  /// An empty text where text is needed.
  static let emptyText = ManifestRule(
    Rule(
      DiagnosticCode(109), .error, .fixed,
      "a text is not empty",
      page: RulePage(
        breaks: """
          An empty name, path or image would end up in an artefact as nothing, and move what \
          stands beside it.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              user: 1️⃣""
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              user: "1000"
          """,
        source: "the manifest language")),
    .byDecoding)
}
