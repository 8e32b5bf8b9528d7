import Diagnostics
import ManifestModel

extension Rule {
  /// A script that gives up before the engine does.
  static let healthTimeoutTooShort = Rule(
    DiagnosticCode(252), .error, .free, "a new colour gets the time that its services may take",
    page: RulePage(
      breaks: """
        The deployment fails and takes away a version that would have been healthy in a moment: \
        each further attempt ends the same way.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, start: 90s }
        strategy: { blueGreen: { healthTimeout: 1️⃣60s } }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: { path: /up, start: 90s }
        strategy: { blueGreen: { healthTimeout: 2m } }
        """,
      source: "kamal-proxy#60, classicswarm#2708"))
}
