internal import Diagnostics

extension ManifestRule {
  /// Something in braces that is neither reference nor variable.
  static let badTemplate = ManifestRule(
    Rule(
      DiagnosticCode(112), .error, .fixed,
      "${…} holds a reference or a variable",
      page: RulePage(
        breaks: """
          Compose and bash read forms such as ${A:-${B}} and ${A%b} each in their own way; a brace \
          that is not closed swallows the rest.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: { LEVEL: "1️⃣${LEVEL:-${BASE}}" }
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              env: { LEVEL: "${LEVEL:-x}", PRICE: "$${5}" }
          """,
        source: "the manifest language: References")),
    .byDecoding)
}
