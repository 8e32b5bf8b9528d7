internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A part of the strategy that a service can't have.
  static let strategyOfDeployment = ManifestRule(
    Rule(
      DiagnosticCode(167), .error, .fixed,
      "hooks and the switch belong to the whole deployment",
      page: RulePage(
        breaks: """
          All services switch together, so a service's own hooks or confirmation would have no \
          effect.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              strategy: { blueGreen: { retain: 1️⃣running } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          strategy: { blueGreen: { retain: running } }
          """,
        source: "artefacts: the switch is one line")),
    .services { checked, _, findings in
      let strategy = checked.service.strategy
      let places = [
        strategy.hooks.first?.moment.range, strategy.blueGreen.retain?.range,
        strategy.blueGreen.confirmTimes?.range, strategy.blueGreen.confirmPaths.first?.range,
        strategy.blueGreen.healthTimeout?.range, strategy.blueGreen.compare?.range,
        strategy.keepImages?.range,
      ]
      for case let place? in places {
        findings.report(
          at: place,
          "all services switch together, so '\(checked.name)' can't set this for itself",
          help: "write it under the top-level strategy")
      }
    })
}
