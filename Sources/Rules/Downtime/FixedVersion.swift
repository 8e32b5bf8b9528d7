internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A version that every deployment has.
  static let fixedVersion = ManifestRule(
    Rule(
      DiagnosticCode(215), .warning, .free,
      "the version of a built image changes with each deployment",
      page: RulePage(
        breaks: """
          The new image takes the name of the old one: Swarm sees no change and replaces \
          nothing, and a rollback starts the new image again.
          """,
        wrong: """
          version: 1️⃣"1.0"
          services:
            web:
              build: ../web
              command: [serve]
              port: 80
              health: /up
          """,
        right: """
          version: ${TAG:-dev}
          services:
            web:
              build: ../web
              command: [serve]
              port: 80
              health: /up
          """,
        source: "measured: an update to the same tag replaced no task")),
    .manifest { context, findings in
      guard let version = context.manifest.version, version.value.literalText != nil,
        context.manifest.services.contains(where: { $0.build != nil && $0.image == nil }),
        version.value.literalText != "latest"
      else { return }
      findings.reportMissing(
        at: version.range, within: version.range,
        "every deployment would have the version '\(version.value.literalText ?? "")'",
        help: "write ${TAG:-dev}, and deploy with --tag")
    })
}
