import Diagnostics
import ManifestModel

extension Rule {
  /// A monitor that ends before anybody can see a failure.
  static let monitorTooShort = Rule(
    DiagnosticCode(253), .error, .free,
    "an update is watched as long as the engine needs to find it unhealthy",
    page: RulePage(
      breaks: """
        Swarm counts a failure only while monitor runs. Where it ends before the last failed check, \
        the update is complete, nothing is rolled back, and the next batch goes the same way.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, interval: 10s, retries: 6 }
        strategy: { rolling: { monitor: 1️⃣30s } }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, interval: 10s, retries: 6 }
        strategy: { rolling: { monitor: 1m } }
        """,
      source: "swarmkit: manager/orchestrator/update; docker/cli#6752"))
}
