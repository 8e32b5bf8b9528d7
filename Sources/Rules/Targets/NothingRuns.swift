internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A target on which nothing would run.
  static let nothingRuns = ManifestRule(
    Rule(
      DiagnosticCode(174), .error, .fixed, "an enabled target has something to run",
      page: RulePage(
        breaks: """
          Compose and Swarm run no jobs by a schedule: a file without services is refused by the \
          one, and an empty stack of the other.
          """,
        wrong: """
          services:
            1️⃣tidy: { image: "shop/tidy:1", role: job, schedule: "0 3 * * *", command: [tidy] }
          targets:
            blueGreen: { accept: [services.*.schedule] }
            swarm: { enabled: false }
          """,
        right: """
          services:
            tidy: { image: "shop/tidy:1", role: job, schedule: "0 3 * * *", command: [tidy] }
          targets:
            blueGreen: { enabled: false }
            swarm: { enabled: false }
          """,
        source: "docker compose: no service selected")),
    .keys { decoded, findings in
      for (target, manifest) in decoded.perTarget where target != .kubernetes {
        guard manifest.gateway == nil, manifest.backing.isEmpty,
          manifest.services.allSatisfy({ $0.role?.value == .job }),
          let first = manifest.services.first
        else { continue }
        findings.report(
          at: first.name.range, "\(target.rawValue) runs no jobs, and there is nothing else",
          help: "write targets: { \(target.rawValue): { enabled: false } }")
      }
    })
}
