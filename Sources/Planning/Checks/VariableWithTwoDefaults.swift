import Diagnostics
import ManifestModel

extension Rule {
  /// One deploy-time variable, two defaults.
  static let variableWithTwoDefaults = Rule(
    PlanningCodes.variableWithTwoDefaults, .error, .fixed,
    "a deploy-time variable has one default",
    page: RulePage(
      breaks: """
        Unset, it would be one value here and another there: two services of one deployment run \
        with different settings, and the runbook could state only one.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            env: { LEVEL: "${LEVEL:-info}", LOG_LEVEL: 1️⃣"${LEVEL:-debug}" }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            env: { LEVEL: "${LEVEL:-info}", LOG_LEVEL: "${LEVEL:-info}" }
        """,
      source: "once-campfire#208; Compose: interpolation"))
}
