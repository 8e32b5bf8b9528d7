import Diagnostics
import ManifestModel

extension Rule {
  /// A form of variables that Docker's CLI does not read in a stack file.
  static let textInPlace = Rule(
    PlanningCodes.textInPlace, .error, .fixed,
    "no text in a variable's place under Swarm",
    page: RulePage(
      breaks: """
        `docker stack deploy` reads ${NAME}, ${NAME:-text} and ${NAME:?message}, and takes \
        ${NAME:+text} and ${NAME+text}, which Compose reads too, for a fault of the whole file.
        """,
      wrong: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            env: { FLAGS: 1️⃣"${PROFILE:+--profile}" }
        """,
      right: """
        services:
          web:
            image: shop/web:1
            command: [serve]
            port: 80
            health: /up
            env: { FLAGS: "${FLAGS:-}" }
        """,
      source: "docker/cli: cli/compose/template, whose substitutions are ':-', '-', ':?' and '?'"))
}

extension VariableCollector {
  /// Reports a text that only Compose and zdc's own scripts can put in a variable's place.
  func checkTextInPlace(of name: String, in text: DeployText, into log: inout DiagnosticLog) {
    log.error(
      PlanningCodes.textInPlace, at: text.origin.range,
      "'docker stack deploy' can't put a text in the place of '\(name)'",
      help: "give the whole text a variable of its own, ${NAME:-}, at least under targets.swarm")
  }
}
