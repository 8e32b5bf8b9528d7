import Diagnostics
import ManifestModel

extension Rule {
  /// A patch of an object that is not in its file.
  static let patchedDocument = Rule(
    PatchCodes.unknownDocument, .error, .fixed, "a patch names an object that is in its file",
    page: RulePage(
      breaks: "The patch would have no effect, or change another object than was meant.",
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          kubernetes:
            patches:
              1️⃣kubernetes/web-deployment.yml: { metadata: { labels: { team: a } } }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          kubernetes:
            patches:
              kubernetes/web-deployment.yml#Service/web: { metadata: { labels: { team: a } } }
        """,
      source: "kustomize#5811, cdk8s#2163"))
}
