internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An update that goes on after it failed.
  static let failureContinues = ManifestRule(
    Rule(
      DiagnosticCode(221), .warning, .free,
      "a failed update stops",
      page: RulePage(
        breaks: """
          The next instances are replaced by a version that has just failed, until none of the \
          old ones is left.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          strategy: { rolling: { onFailure: 1️⃣continue } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          strategy: { rolling: { onFailure: rollback } }
          """,
        source: "Swarm: update_config.failure_action")),
    .manifest { context, findings in
      var actions = [context.manifest.strategy.rolling.onFailure]
      actions += context.manifest.services.map(\.strategy.rolling.onFailure)
      for case let action? in actions where action.value == .continue {
        findings.report(
          at: action.range, "a failed update goes on until nothing old is left",
          help: "write rollback, or pause")
      }
    })
}
