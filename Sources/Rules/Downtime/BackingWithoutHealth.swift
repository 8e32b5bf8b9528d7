internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A backing service whose start nobody can await.
  static let backingWithoutHealth = ManifestRule(
    Rule(
      DiagnosticCode(213), .warning, .free,
      "a backing service has a health check",
      page: RulePage(
        breaks: """
          Services start as soon as its process runs, before it answers, and fail at their first \
          query: a cold start becomes a crash loop.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            1️⃣cache: { image: "redis:7", port: 6379 }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache: { image: "redis:7", port: 6379, health: { command: [redis-cli, -e, ping] } }
          """,
        source: "Compose: depends_on, condition: service_healthy")),
    .services { checked, _, findings in
      guard checked.isBacking, checked.service.health == nil, checked.service.noHealth == nil
      else { return }
      findings.reportMissing(
        at: checked.service.name.range, within: checked.service.range,
        "'\(checked.name)' has no health check, so nothing can wait until it answers",
        help: KnownService(checked.service)?.healthCommand.map { "add health: { command: \($0) }" }
          ?? "add health: { command: […] }, or { tcp: true }")
    })
}
