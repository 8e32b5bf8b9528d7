internal import Diagnostics

extension ManifestRule {
  /// A command text that only a shell could run.
  static let shellSyntax = ManifestRule(
    Rule(
      DiagnosticCode(113), .error, .fixed,
      "a command text is split into words, and no shell runs it",
      page: RulePage(
        breaks: """
          The server would get '&&' as its first argument; with a shell in front, it would not \
          get the stop signal.
          """,
        wrong: """
          services:
            web:
              image: "shop/web:1"
              command: prepare 1️⃣&& serve
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: "shop/web:1"
              command: [sh, -c, "prepare && exec serve"]
              port: 80
              health: /up
          """,
        source: "POSIX shell, 2.9; measured: a shell as PID 1 ignores SIGTERM")),
    .byDecoding)
}
