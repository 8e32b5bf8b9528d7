import Diagnostics
import ManifestModel

extension Rule {
  /// A patch that is no map.
  static let patchForm = Rule(
    PatchCodes.noMap, .error, .fixed, "a patch is a map of keys of the artefact",
    page: RulePage(
      breaks: "A list or a text would take the whole artefact's place.",
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml: 1️⃣[web]
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml:
                services: { web: { oom_score_adj: -500 } }
        """,
      source: "RFC 7396: what is no object replaces the whole"))

  /// A patch that breaks what holds the artefacts together.
  static let patchContradiction = Rule(
    PatchCodes.contradiction, .error, .fixed, "patched artefacts still fit together",
    page: RulePage(
      breaks: """
        An object under another name is one that nothing leads to, and the one that the scripts and \
        the gateway know is gone.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          kubernetes:
            patches:
              1️⃣kubernetes/web-deployment.yml#Deployment/web: { metadata: { name: shop-web } }
        """,
      right: """
        services:
          shop-web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      source: "kustomize#5811, cdk8s#2163"))
}
