internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A shell that gets the stop signal in place of the server.
  static let shellAsServer = ManifestRule(
    Rule(
      DiagnosticCode(210), .warning, .free,
      "the server gets the stop signal itself",
      page: RulePage(
        breaks: """
          A shell that waits for the server does not pass signals on: the server never hears \
          that it should finish, and is killed when the grace period ends, with all requests \
          under way.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [sh, -c, 1️⃣"prepare && serve"]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [sh, -c, "prepare && exec serve"]
              port: 80
              health: /up
          """,
        source: "measured: exit code 137 at every stop; POSIX sh: signals")),
    .services { checked, _, findings in
      guard checked.role != .initial, let script = checked.service.command?.shellScript,
        !Shell.replacesItself(script.value)
      else { return }
      findings.report(
        at: script.range, "the shell stays in front of the server and keeps the stop signal",
        help: "write exec before the server's command, or write the command alone")
    })
}

/// What a script for `sh -c` does at its end.
private enum Shell {
  static func replacesItself(_ script: String) -> Bool {
    let separators: Set<Character> = [";", "&", "|", "\n"]
    let last = script.split(whereSeparator: separators.contains).last {
      !$0.allSatisfy(\.isWhitespace)
    }
    return last?.split(separator: " ").first == "exec"
  }
}
