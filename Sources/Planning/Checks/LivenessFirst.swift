import Diagnostics
import ManifestModel

extension Rule {
  /// A liveness probe that is quicker than readiness.
  static let livenessFirst = Rule(
    DiagnosticCode(254), .warning, .free, "a slow pod leaves the Service before it is killed",
    page: RulePage(
      breaks: """
        Under load a pod answers late. Where liveness loses patience first, it is restarted with \
        all its requests, and its share of the load brings down the next one.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, interval: 5s, retries: 3 }
            live: { tcp: true, interval: 1️⃣3s, retries: 2 }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, interval: 5s, retries: 3 }
            live: { tcp: true, interval: 10s, retries: 6 }
        """,
      source: "chmonitor#2904, okteto#2699; Kubernetes: liveness probes"))
}
