import Diagnostics
import ManifestModel

extension Rule {
  /// A patch of a container or service that is not in its object.
  static let patchedItem = Rule(
    PatchCodes.unknownItem, .error, .fixed, "a patch names a container that is in the artefact",
    page: RulePage(
      breaks: """
        The patch would add a container of its own, without image or health, beside the one that \
        was meant.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml:
                services: { 1️⃣wbe: { oom_score_adj: -500 } }
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
      source: "compose#8016; kustomize: strategic merge by name"))
}
