internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A stop signal that leaves no time.
  static let killSignal = ManifestRule(
    Rule(
      DiagnosticCode(226), .error, .free,
      "a process gets a stop signal before it is killed",
      page: RulePage(
        breaks: """
          SIGKILL can't be caught: every request under way and every transaction is cut at once.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              stop: { signal: 1️⃣SIGKILL }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              stop: { signal: SIGQUIT }
          """,
        source: "signal(7): SIGKILL and SIGSTOP cannot be caught")),
    .services { checked, _, findings in
      guard let signal = checked.service.stop?.signal,
        ["SIGKILL", "SIGSTOP"].contains(signal.value)
      else { return }
      findings.report(
        at: signal.range, "a process can't catch \(signal.value), so it can't finish its work",
        help: "write SIGTERM, or the signal that the server finishes on; grace limits the time")
    })
}
