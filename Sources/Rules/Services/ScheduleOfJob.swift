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
            sort: { image: "shop/b:1", command: [run], timeZone: 2️⃣Europe/Berlin }
          targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
          """,
        right: """
          services:
            clean: { image: "shop/a:1", command: [run], role: job, schedule: "0 3 * * *" }
          targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
          """,
        source: "the manifest language: role")),
    .services { checked, _, findings in
      guard checked.role != .job else { return }
      if let schedule = checked.service.schedule {
        findings.report(
          at: schedule.range, "only a job has a schedule, and '\(checked.name)' is none",
          help: "add role: job")
      } else if let timeZone = checked.service.timeZone {
        findings.report(
          at: timeZone.range,
          "a time zone is that of a job's schedule, and '\(checked.name)' is none",
          help: "write env: { TZ: \(timeZone.value) } for the process")
      }
    })
}
