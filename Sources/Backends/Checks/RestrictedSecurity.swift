import Diagnostics
import ManifestModel

extension Rule {
  /// A pod that may be root.
  static let restrictedSecurity = Rule(
    KubernetesCodes.lowerSecurity, .note, .free,
    "pods keep Kubernetes' restricted security level",
    page: RulePage(
      breaks: """
        A cluster that enforces the level refuses the pod. zdc can state it only where the manifest \
        names a user: which one an image can run as, only its author knows.
        """,
      wrong: """
        services:
          1️⃣web: { image: "shop/web:1", command: [serve], port: 8080, health: /up }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 8080, health: /up, user: "1000" }
        """,
      source: "Kubernetes: pod security standards"))
}
