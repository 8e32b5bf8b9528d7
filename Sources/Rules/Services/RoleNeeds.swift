internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A role without what it needs.
  static let roleNeeds = ManifestRule(
    Rule(
      DiagnosticCode(139), .error, .fixed,
      "a service has what its role needs",
      page: RulePage(
        breaks: """
          A web service without a port gets no traffic; two schedulers at a time do everything \
          twice.
          """,
        wrong: """
          services:
            one: { image: "shop/a:1", command: [run], role: 1️⃣web }
            two: { image: "shop/b:1", command: [run], role: singleton, replicas: 2️⃣2 }
            three: { image: "shop/c:1", command: [run], role: 3️⃣job }
          """,
        right: """
          services:
            one: { image: "shop/a:1", command: [run], role: web, port: 80, health: /up }
            two: { image: "shop/b:1", command: [run], role: singleton }
            three: { image: "shop/c:1", command: [run], role: job, schedule: "0 3 * * *" }
          targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
          """,
        source: "the manifest language: role; compiler-explorer/infra#1783")),
    .services { checked, _, findings in
      let service = checked.service
      guard let role = service.role else { return }
      switch role.value {
      case .web where service.port == nil:
        findings.reportMissing(
          at: role.range, within: service.range, "a web service needs a port",
          help: "add port, or write role: worker")
      case .singleton, .job:
        if let replicas = service.replicas, replicas.value > 1 {
          findings.report(
            at: replicas.range,
            "a \(role.value.rawValue) never runs twice at a time, so replicas can't be"
              + " \(replicas.value)",
            help: "remove replicas, or write role: worker")
        }
        if role.value == .job, service.schedule == nil {
          findings.reportMissing(
            at: role.range, within: service.range, "a job needs a schedule",
            help: "add schedule: \"0 3 * * *\"")
        }
      default: return
      }
    })
}
