internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A restart policy that a switch of versions can't bear.
  static let restartOfRole = ManifestRule(
    Rule(
      DiagnosticCode(176), .error, .fixed,
      "a service with versions comes back when it ends, and a version that was stopped does not",
      page: RulePage(
        breaks: """
          With 'always' the engine starts the old, stopped version again together with the host: \
          its workers and its scheduler run beside those of the new one. With 'no' and \
          'on-failure' a container that ends, or whose host starts anew, is gone until the next \
          deployment, and the gateway has nobody to send requests to.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, restart: 1️⃣always }
            mail: { image: "shop/mail:1", command: [work], restart: 2️⃣on-failure }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              restart: unless-stopped
            mail: { image: "shop/mail:1", command: [work] }
          """,
        source: "Docker: start containers automatically; the scripts stop a version and keep it")),
    .services { checked, context, findings in
      guard let role = checked.role, role != .initial, let restart = checked.service.restart else {
        return
      }
      if role == .job {
        guard restart.value != .no else { return }
        findings.report(
          at: restart.range, "a job runs to its end, so 'restart' can't be '\(restart.value)'",
          help: "remove restart")
        return
      }
      let help = "write restart: unless-stopped, or remove it"
      let fix = Fix(replacing: restart.range, with: "unless-stopped")
      if !restart.value.bringsBack {
        findings.report(
          at: restart.range,
          "with '\(restart.value)', '\(checked.name)' is gone once its container has ended",
          help: help, fix: fix)
      } else if restart.value == .always, context.targets.contains(.blueGreen) {
        findings.report(
          at: restart.range,
          "'\(restart.value)' brings the old version of '\(checked.name)' back when the host starts anew",
          help: help, fix: fix)
      }
    })
}
