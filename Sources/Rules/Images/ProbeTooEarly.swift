internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A health command that says yes to a server that takes no connections yet.
  static let probeTooEarly = ManifestRule(
    Rule(
      DiagnosticCode(260), .warning, .free,
      "a health command succeeds only once the server accepts connections",
      page: RulePage(
        breaks: """
          Services start while the database refuses them: at its first start an image sets the \
          server up with the network off, and then restarts it. The first deployment fails, or \
          succeeds by luck.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: postgres:16
              port: 5432
              health: { command: [1️⃣pg_isready, -U, shop] }
              volumes: { data: /var/lib/postgresql/data }
            broker:
              image: rabbitmq:4
              port: 5672
              health: { command: [2️⃣rabbitmq-diagnostics, -q, ping] }
              env: { RABBITMQ_NODENAME: rabbit@localhost }
              volumes: { messages: /var/lib/rabbitmq }
          volumes: { data: { size: 20Gi }, messages: { size: 5Gi } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: postgres:16
              port: 5432
              health: { command: [pg_isready, -h, 127.0.0.1, -U, shop] }
              volumes: { data: /var/lib/postgresql/data }
            broker:
              image: rabbitmq:4
              port: 5672
              health: { command: [rabbitmq-diagnostics, -q, check_port_connectivity] }
              env: { RABBITMQ_NODENAME: rabbit@localhost }
              volumes: { messages: /var/lib/rabbitmq }
          volumes: { data: { size: 20Gi }, messages: { size: 5Gi } }
          """,
        source: """
          docs/images.md; the images' entrypoints: postgres starts with listen_addresses='' \
          first, mysql and mariadb with --skip-networking, mongo with --bind_ip 127.0.0.1
          """)),
    .services { checked, _, findings in
      guard let known = KnownService(checked.service),
        case .command(let words)? = checked.service.health?.probe, let first = words.first
      else { return }
      let texts = words.map(\.value.withDefaults)
      // A cache without a volume starts empty.
      let hasData = !known.writablePaths.isEmpty
      for answer in known.image.earlyAnswers {
        guard
          let reason = answer.reason(texts, variables: known.variables, hasData: hasData)
        else { continue }
        let better = answer.mended(texts).map(KnownService.flow) ?? known.healthCommand
        findings.report(at: first.range, reason, help: better.map { "write command: \($0)" })
        return
      }
    })
}
