internal import Diagnostics

extension ManifestRule {
  /// An overlay of what there is not.
  static let unknownOverlay = ManifestRule(
    Rule(
      DiagnosticCode(118), .error, .fixed,
      "a target's overlay changes something that the manifest declares",
      page: RulePage(
        breaks: """
          A misspelt name would be a second service on one target, and the first would stay as \
          it is.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { services: { 1️⃣wbe: { replicas: 3 } } } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { services: { web: { replicas: 3 } } } }
          """,
        source: "kustomize#5811: a patch without a match")),
    .byDecoding)
}
