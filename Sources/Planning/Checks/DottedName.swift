import Diagnostics
import ManifestModel

extension Rule {
  /// A variable that the shell in front of the process does not hand on.
  static let dottedName = Rule(
    PlanningCodes.dottedName, .error, .free,
    "no shell stands between a variable with a dot in its name and its reader",
    page: RulePage(
      breaks: """
        A shell takes such a name for none, and most (dash, busybox) start what they start without \
        the variable: the program runs with its default. zdc's wrapper, which hands secrets on as \
        values and holds the stop signal back under Swarm, and a release of several commands are \
        run by the image's shell. Where that is bash, which hands them on, switch the rule off.
        """,
      wrong: """
        services:
          search:
            image: shop/search:1
            entrypoint: [/entrypoint.sh]
            command: [search]
            port: 9200
            health: /up
            env: { discovery.type: 1️⃣single-node }
            secrets: { PASSWORD: password }
        secrets:
          password: { env: SEARCH_PASSWORD }
        """,
      right: """
        services:
          search:
            image: shop/search:1
            entrypoint: [/entrypoint.sh]
            command: [search]
            port: 9200
            health: /up
            env: { discovery.type: single-node }
            secrets: { PASSWORD_FILE: password }
        secrets:
          password: { env: SEARCH_PASSWORD }
        targets: [blueGreen, kubernetes]
        """,
      source: "dash, var.c: init() takes only names of letters, digits and '_'; so does busybox ash"
    ))
}

extension TargetPlanner {
  /// Names in the environment that what zdc puts in front of a process would lose.
  func checkNames(_ services: [ServicePlan], into log: inout DiagnosticLog) {
    for service in services where service.colour != .green {
      let isReleased = service.release.count > 1
      guard service.wrapper != nil || isReleased else { continue }
      for variable in service.env where variable.name.utf8.contains(UInt8(ascii: ".")) {
        log.error(
          PlanningCodes.dottedName, at: variable.value.origin.range,
          "a shell runs in '\(service.name.value)' before its process, and hands no '\(variable.name)' on",
          help: (isReleased ? "write one release command, or " : "")
            + "give the program this setting by its command or in a file")
      }
    }
  }
}
