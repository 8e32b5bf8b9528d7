import Diagnostics
import ManifestModel

extension Rule {
  /// A route that allows longer requests than the drain.
  static let drainTooShort = Rule(
    DiagnosticCode(250), .error, .free, "a drain lasts as long as the routes' timeouts",
    page: RulePage(
      breaks: """
        A request that its route still allows is cut in the middle when its version stops. Of \
        requests that took 5 seconds, 20 of 34 were lost without a drain.
        """,
      wrong: """
        gateway:
          listen: { http: 80 }
          routes: { /: { service: web, timeout: 1️⃣60s } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        strategy: { drain: 30s }
        """,
      right: """
        gateway:
          listen: { http: 80 }
          routes: { /: { service: web, timeout: 60s } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        strategy: { drain: 60s }
        """,
      source: "measured: blue-green without a drain; nginx: proxy_read_timeout"))
}
