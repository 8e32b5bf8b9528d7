internal import Diagnostics

extension ManifestRule {
  /// A null that removes nothing.
  static let removesNothing = ManifestRule(
    Rule(
      DiagnosticCode(119), .warning, .free,
      "null removes something",
      page: RulePage(
        breaks: "What it was meant to remove has another name, and is still there.",
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { services: { web: { 1️⃣user: null } } } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { services: { web: { replicas: 2 } } } }
          """,
        source: "the manifest language: Patches")),
    .byDecoding)
}
