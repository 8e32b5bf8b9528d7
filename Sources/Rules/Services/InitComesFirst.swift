internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An init service that waits for what starts after it.
  static let initComesFirst = ManifestRule(
    Rule(
      DiagnosticCode(182), .error, .fixed,
      "an init service waits for backing services and other init services alone",
      page: RulePage(
        breaks: """
          All init services end before anything else of their version starts, so that what it waits \
          for would never be there.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            warm: { role: init, image: "shop/tools:1", command: [warm], dependsOn: [1️⃣web] }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, dependsOn: [warm] }
            warm: { role: init, image: "shop/tools:1", command: [warm], dependsOn: [cache] }
          backing:
            cache: { image: "redis:7", port: 6379, health: { command: [redis-cli, -e, ping] } }
          """,
        source: "the manifest language: role")),
    .services { checked, context, findings in
      guard checked.role == .initial else { return }
      for name in checked.service.dependsOn {
        guard let other = context.coloured(name.value), other.effectiveRole != .initial else {
          continue
        }
        findings.report(
          at: name.range, "'\(checked.name)' ends before '\(name.value)' starts, and waits for it",
          help:
            "let '\(name.value)' wait: dependsOn: [\(checked.name)], or use strategy.hooks.afterSwitch"
        )
      }
    })
}
