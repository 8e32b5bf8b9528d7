internal import Diagnostics

extension ManifestRule {
  /// An environment that the manifest does not have.
  static let unknownEnvironment = ManifestRule(
    Rule(
      DiagnosticCode(117), .error, .fixed,
      "an environment given with --environment exists",
      page: RulePage(
        breaks: "A misspelt name would deploy the production manifest to the staging host.",
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          environments: { staging: { strategy: { drain: 5s } } }
          """,
        source: "the manifest language: environments")),
    .byDecoding)
}
