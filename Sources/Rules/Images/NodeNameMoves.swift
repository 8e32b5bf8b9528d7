internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A broker that keeps its data under a name that each container has anew.
  static let nodeNameMoves = ManifestRule(
    Rule(
      DiagnosticCode(263), .warning, .free,
      "RabbitMQ has a fixed node name",
      page: RulePage(
        breaks: """
          It keeps its queues in a folder named after the host, and under Compose and Swarm a \
          host's name is the container's id: the next container finds an empty broker, and the old \
          messages lie in the volume where nobody reads them.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            broker:
              image: 1️⃣rabbitmq:4-management
              port: 5672
              health: { command: [rabbitmq-diagnostics, -q, check_port_connectivity] }
              volumes: { messages: /var/lib/rabbitmq }
          volumes: { messages: { size: 5Gi } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            broker:
              image: rabbitmq:4-management
              port: 5672
              health: { command: [rabbitmq-diagnostics, -q, check_port_connectivity] }
              env: { RABBITMQ_NODENAME: rabbit@localhost }
              volumes: { messages: /var/lib/rabbitmq }
          volumes: { messages: { size: 5Gi } }
          """,
        source: "docker-library/docs, rabbitmq: it stores data based on the node name")),
    .services { checked, context, findings in
      guard let known = KnownService(checked.service), known.image.name == "RabbitMQ",
        context.onDocker, !known.isConfigured, !known.variables.contains("RABBITMQ_NODENAME"),
        !known.writablePaths.isEmpty, let image = checked.service.image
      else { return }
      findings.reportMissing(
        at: image.range, within: checked.service.range,
        "'\(checked.name)' keeps its queues under its host name, which is new in each container",
        help: "add env: { RABBITMQ_NODENAME: rabbit@localhost }")
    })
}
