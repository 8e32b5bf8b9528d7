internal import Diagnostics

extension ManifestRule {
  /// A reference or variable where it may not stand.
  static let misplacedTemplate = ManifestRule(
    Rule(
      DiagnosticCode(111), .error, .fixed,
      "${…} is used only where it has a meaning",
      page: RulePage(
        breaks: "The text would be taken as it is: a folder that is called ${HOME}.",
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              workingDir: /srv/1️⃣${NAME}
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [serve]
              port: 80
              health: /up
              workingDir: /srv/app
          """,
        source: "the manifest language: References")),
    .byDecoding)
}
