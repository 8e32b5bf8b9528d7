internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An update that stops all before it starts one.
  static let stopFirst = ManifestRule(
    Rule(
      DiagnosticCode(202), .error, .free,
      "an update leaves an instance of a web service running",
      page: RulePage(
        breaks: """
          With stop-first, a batch is stopped before its replacement starts. Where the batch is \
          all there is, every request fails until the new version is healthy.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              strategy: { rolling: { order: 1️⃣stop-first } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              replicas: 2
              strategy: { rolling: { order: stop-first } }
          """,
        source: "Swarm: update_config.order; kubernetes: maxUnavailable; ingress-gce#769")),
    .services { checked, context, findings in
      let rolling = context.manifest.strategy.rolling
      let own = checked.service.strategy.rolling
      guard checked.role == .web, let order = own.order ?? rolling.order,
        order.value == .stopFirst,
        context.targets.contains(where: { $0 != .blueGreen })
      else { return }
      let replicas = checked.service.replicas?.value ?? 1
      let batch = (own.batch ?? rolling.batch)?.value ?? 1
      guard batch >= replicas else { return }
      findings.report(
        at: order.range,
        replicas == 1
          ? "stop-first stops the only instance of '\(checked.name)' before the next one runs"
          : "stop-first with a batch of \(batch) stops all \(replicas) of '\(checked.name)' at once",
        help: replicas > 1
          ? "write order: start-first, or a batch below \(replicas)"
          : "write order: start-first, or replicas: 2")
    })
}
