internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A service without an image.
  static let imageOrBuild = ManifestRule(
    Rule(
      DiagnosticCode(128), .error, .fixed,
      "a service has an image, or a directory to build it from",
      page: RulePage(
        breaks: "There is nothing to start.",
        wrong: """
          services:
            1️⃣web: { command: [serve], port: 80, health: /up }
          """,
        right: """
          services:
            web: { build: ../web, command: [serve], port: 80, health: /up }
          """,
        source: "Compose: service has neither an image nor a build context specified")),
    .services { checked, _, findings in
      guard checked.service.image == nil, checked.service.build == nil else { return }
      findings.reportMissing(
        at: checked.service.name.range, within: checked.service.range,
        "'\(checked.name)' has neither an image nor a directory to build it from",
        help: "add image: NAME:TAG, or build: DIRECTORY")
    })
}
