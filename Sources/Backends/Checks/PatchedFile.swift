import Diagnostics
import ManifestModel

extension Rule {
  /// A patch of a file that is not made.
  static let patchedFile = Rule(
    PatchCodes.unknownFile, .error, .fixed, "a patch names a file that zdc makes",
    page: RulePage(
      breaks: "The patch would have no effect, and nobody would notice.",
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          kubernetes:
            patches:
              1️⃣kubernetes/wbe-deployment.yml#Deployment/web: { metadata: { labels: { team: a } } }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          kubernetes:
            patches:
              kubernetes/web-deployment.yml#Deployment/web: { metadata: { labels: { team: a } } }
        """,
      source: "kustomize#5811: a patch without a match was ignored"))
}
