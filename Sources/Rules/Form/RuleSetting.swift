internal import Diagnostics

extension ManifestRule {
  /// A setting of a rule that can't be set.
  static let ruleSetting = ManifestRule(
    Rule(
      DiagnosticCode(165), .error, .fixed,
      "a rule that is set exists and can be set",
      page: RulePage(
        breaks: """
          A misspelt code would leave the rule as it is; without some rules the artefacts would \
          be wrong.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          rules: { 1️⃣ZDC999: off, ZDC120: 2️⃣off }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          rules: { ZDC204: off }
          """,
        source: "the manifest language: rules")),
    .byDecoding)
}
