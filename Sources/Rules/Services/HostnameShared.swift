internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A host name of a service of which several instances run.
  static let hostnameShared = ManifestRule(
    Rule(
      DiagnosticCode(217), .warning, .free,
      "a host name belongs to one instance",
      page: RulePage(
        breaks: """
          A web service or a worker runs in two versions during every deployment, and all of its \
          instances get the same host name. Software that registers under its host name (Celery, \
          Sidekiq, Consul, an Erlang node) then takes two processes for one.
          """,
        wrong: """
          services:
            jobs:
              image: "shop/jobs:1"
              command: [celery, -A, shop, worker]
              hostname: 1️⃣jobs
          """,
        right: """
          services:
            jobs:
              image: "shop/jobs:1"
              command: [celery, -A, shop, worker]
          """,
        source: "Celery, user guide, workers: the host name names the node, and must be unique")),
    .services { checked, _, findings in
      guard !checked.isBacking, checked.role == .web || checked.role == .worker,
        let hostname = checked.service.hostname
      else { return }
      findings.report(
        at: hostname.range,
        "every instance of '\(checked.name)', of both versions, has the host name '\(hostname.value)'",
        help: "leave it out: others reach the service by its own name")
    })
}
