internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A server that is made for development.
  static let developmentServer = ManifestRule(
    Rule(
      DiagnosticCode(212), .warning, .free,
      "a deployed server is made for production",
      page: RulePage(
        breaks: """
          Such servers serve one request at a time, restart when a file changes, and drop what \
          is under way when they are told to stop.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [python, manage.py, 1️⃣runserver, "0.0.0.0:80"]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [gunicorn, shop.wsgi]
              port: 80
              health: /up
          """,
        source: """
          Django: runserver, "do not use this server in a production setting"; uvicorn: --reload
          """)),
    .services { checked, _, findings in
      guard let command = checked.service.command else { return }
      let words = command.words.map { $0.value.literalText ?? "" }
      for (index, word) in words.enumerated() {
        let isForDevelopment =
          alone.contains(word)
          || pairs.contains { first, second in
            index > 0 ? words[index - 1] == first && word == second : word == "\(first) \(second)"
          }
        guard isForDevelopment else { continue }
        findings.report(
          at: command.words[index].range, "'\(word)' is made for development",
          help: "write the command of a server for production")
      }
    })

  private static let alone = ["runserver", "--reload", "nodemon", "webpack-dev-server"]
  private static let pairs = [
    ("flask", "run"), ("run", "dev"), ("php", "-S"), ("next", "dev"), ("vite", "dev"),
  ]
}
