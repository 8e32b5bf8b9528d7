import Diagnostics
import ManifestModel

extension Rule {
  /// A file of the manifest that is not there.
  static let unreadableFile = Rule(
    PlanningCodes.unreadableFile, .error, .fixed, "a file that 'files' names can be read",
    page: RulePage(
      breaks: """
        Its content is part of the artefacts: a config's name is made of it. Docker makes a folder \
        of a file that is missing, and the service does not start.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            files: { limits: { path: /etc/limits.ini, from: 1️⃣missing.ini } }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            files: { limits: { path: /etc/limits.ini, from: limits.ini } }
        """,
      source: "measured: a missing source of a single-file mount becomes a folder"))
}
