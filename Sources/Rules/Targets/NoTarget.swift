internal import Diagnostics
internal import ManifestModel
internal import YAMLReading

extension ManifestRule {
  /// A manifest of which nothing is made.
  static let noTarget = ManifestRule(
    Rule(
      DiagnosticCode(169), .error, .fixed, "at least one target is enabled",
      page: RulePage(
        breaks: "There would be no artefact, and a build that made none would look like a success.",
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets:
            blueGreen: { enabled: false }
            swarm: { enabled: false }
            kubernetes: { enabled: 1️⃣false }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets:
            blueGreen: { enabled: false }
            swarm: { enabled: false }
          """,
        source: "the manifest language")),
    .keys { decoded, findings in
      let disabled = decoded.base.targets.compactMap(\.isEnabled)
      guard decoded.perTarget.isEmpty, let last = disabled.last else { return }
      findings.reportMissing(
        at: last.range, within: decoded.tree["targets"]?.range ?? last.range,
        "all targets are disabled, so there is nothing to make",
        help: "enable one: true is the default")
    })
}
