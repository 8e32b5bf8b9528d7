import Diagnostics
import ManifestModel

extension Rule {
  /// A grace period that ends before the stop signal comes.
  static let graceTooShort = Rule(
    DiagnosticCode(251), .error, .free, "a grace period outlasts the pause before the stop signal",
    page: RulePage(
      breaks: """
        The engine counts the pause into the grace period: it kills the process, with all its \
        requests, before the process has even been asked to stop.
        """,
      wrong: """
        gateway: { listen: { http: 80 }, routes: { /: web } }
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            stop: { grace: 1️⃣35s }
        strategy: { drain: 30s }
        """,
      right: """
        gateway: { listen: { http: 80 }, routes: { /: web } }
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            stop: { grace: 45s }
        strategy: { drain: 30s }
        """,
      source: """
        kubernetes#43576, terrapod#222; Kubernetes: preStop counts into \
        terminationGracePeriodSeconds
        """))
}
