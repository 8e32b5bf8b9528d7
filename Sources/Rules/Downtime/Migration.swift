internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A migration that two versions must live with.
  static let migration = ManifestRule(
    Rule(
      DiagnosticCode(206), .warning, .free,
      "a migration leaves the old version working",
      page: RulePage(
        breaks: """
          The release runs while the old version still serves. A column that it removes or \
          renames breaks every request of the old version, and a rollback returns to a version \
          that no longer fits the data.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              release: [[python, manage.py, 1️⃣migrate]]
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              release: [[python, manage.py, migrate]]
          rules:
            ZDC206: { severity: off, reason: every migration is expand and contract }
          """,
        source: "expand and contract: martinfowler.com/bliki/ParallelChange")),
    .services { checked, _, findings in
      let own = checked.role == .initial ? [checked.service.command].compactMap(\.self) : []
      for command in checked.service.release + own {
        let texts = command.words.map { $0.value.literalText ?? "" }
        guard let index = texts.firstIndex(where: { Migrations.names($0) }) else { continue }
        findings.report(
          at: command.words[index].range,
          "the old version keeps serving while '\(texts[index])' runs, and must work with what it changes",
          help: "if all your migrations add first and remove a version later, say so:"
            + " rules: { ZDC206: { severity: off, reason: … } }")
      }
    })
}

/// What migrations are called.
private enum Migrations {
  static func names(_ word: String) -> Bool {
    word.lowercased().holds("migrat")
      || ["alembic", "flyway", "liquibase", "dbmate"].contains(
        String(word.split(separator: "/").last ?? ""))
  }
}
