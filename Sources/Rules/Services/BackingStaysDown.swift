internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A backing service that is not started again.
  static let backingStaysDown = ManifestRule(
    Rule(
      DiagnosticCode(218), .warning, .free,
      "a backing service comes back when the host starts anew",
      page: RulePage(
        breaks: """
          With 'no' and 'on-failure' Docker does not start a container together with the engine: \
          after the host has started anew the services are there, and their database is not.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              health: { command: [redis-cli, -e, ping] }
              restart: 1️⃣on-failure
          targets: [blueGreen]
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              health: { command: [redis-cli, -e, ping] }
              restart: always
          targets: [blueGreen]
          """,
        source: "Docker: start containers automatically, restart policies")),
    .services { checked, context, findings in
      guard checked.isBacking, context.onDocker, let restart = checked.service.restart,
        !restart.value.bringsBack
      else { return }
      findings.report(
        at: restart.range,
        "with '\(restart.value)', '\(checked.name)' stays down when the host starts anew",
        help: "write restart: unless-stopped, or remove it")
    })
}
