import Diagnostics
import ManifestModel

extension Rule {
  /// A patch that contradicts the manifest.
  static let changedFact = Rule(
    PatchCodes.changedFact, .error, .fixed, "a patch changes nothing that the manifest decides",
    page: RulePage(
      breaks: """
        The artefacts would say two things: the container listens on one port, and the gateway \
        sends requests to another. What follows from the manifest counts too: a grace period, a \
        rollout's order or a label that a patch takes away is an outage that no review shows. A \
        patch says what no key of the manifest can.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up, user: "1000" }
        targets:
          kubernetes:
            patches:
              kubernetes/web-deployment.yml#Deployment/web:
                spec: { template: { spec: { containers: [{ name: web, 1️⃣image: "shop/web:2" }] } } }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up, user: "1000" }
        targets:
          kubernetes:
            patches:
              kubernetes/web-deployment.yml#Deployment/web:
                spec: { template: { spec: { containers: [{ name: web, stdin: true }] } } }
        """,
      source: "the manifest language: patches"))
}
