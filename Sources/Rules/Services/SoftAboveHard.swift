internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A soft limit above the hard one.
  static let softAboveHard = ManifestRule(
    Rule(
      DiagnosticCode(175), .error, .fixed,
      "a soft limit is at most the hard one",
      page: RulePage(
        breaks: "No container of the service starts: the kernel refuses such a pair.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              ulimits: { nofile: { soft: 1️⃣65536, hard: 1024 } }
          targets: [blueGreen, swarm]
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              ulimits: { nofile: { soft: 1024, hard: 65536 } }
          targets: [blueGreen, swarm]
          """,
        source: "Linux: setrlimit(2), EINVAL; docker/go-units: ParseUlimit")),
    .services { checked, _, findings in
      for limit in checked.service.ulimits {
        // -1 is none.
        let soft = limit.soft.value == -1 ? Int.max : limit.soft.value
        let hard = limit.hard.value == -1 ? Int.max : limit.hard.value
        guard soft > hard else { continue }
        findings.report(
          at: limit.soft.range,
          "the soft limit of '\(limit.name.value)' is above the hard one, \(hard)",
          help: "write soft: \(hard), or a higher 'hard'")
      }
    })
}
