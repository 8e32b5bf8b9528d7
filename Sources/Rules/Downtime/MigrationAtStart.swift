internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A migration at every start of a container.
  static let migrationAtStart = ManifestRule(
    Rule(
      DiagnosticCode(211), .warning, .free,
      "a migration runs once per deployment",
      page: RulePage(
        breaks: """
          Every instance of either version runs it at every start, also after a crash or a \
          reboot, several at the same time; and the container is not healthy before it ends.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [sh, -c, 1️⃣"python manage.py migrate && exec serve"]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              release: [python manage.py collect]
          """,
        source: "measured: migrations in the command ran at each start of either colour")),
    .services { checked, _, findings in
      guard !checked.isBacking, checked.role != .initial,
        let script = checked.service.command?.shellScript,
        script.value.lowercased().holds("migrat")
      else { return }
      findings.report(
        at: script.range, "the migration runs at every start of every instance",
        help: "write it under release, which runs once per deployment")
    })
}
