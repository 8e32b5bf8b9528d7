internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A schedule of something that is no job.
  static let scheduleOfJob = ManifestRule(
    Rule(
      DiagnosticCode(138), .error, .fixed,
      "only a job has a schedule",
      page: RulePage(
        breaks: "The schedule would have no effect: the service would run all the time.",
        wrong: """
          services:
            clean: { image: "shop/a:1", command: [run], schedule: 1️⃣"0 3 * * *" }
          targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
          """,
        right: """
          services:
            clean: { image: "shop/a:1", command: [run], role: job, schedule: "0 3 * * *" }
          targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
          """,
        source: "the manifest language: role")),
    .services { checked, _, findings in
      guard let schedule = checked.service.schedule, checked.role != .job else { return }
      findings.report(
        at: schedule.range, "only a job has a schedule, and '\(checked.name)' is none",
        help: "add role: job")
    })
}
