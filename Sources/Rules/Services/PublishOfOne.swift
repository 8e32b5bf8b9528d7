internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A port of the host for what runs twice.
  static let publishOfOne = ManifestRule(
    Rule(
      DiagnosticCode(186), .error, .fixed,
      "a service with a port of the host is a singleton of one instance",
      page: RulePage(
        breaks: """
          During a switch the old and the new version run side by side, and a port of the host has one \
          owner: the new one would not start.
          """,
        wrong: """
          services:
            mail:
              image: shop/mail:1
              command: [serve]
              port: 25
              health: { tcp: true }
              publish: [1️⃣"127.0.0.1:25:25"]
          targets: [blueGreen]
          """,
        right: """
          services:
            mail:
              role: singleton
              image: shop/mail:1
              command: [serve]
              port: 25
              health: { tcp: true }
              publish: ["127.0.0.1:25:25"]
          targets: [blueGreen]
          """,
        source: "Docker: port is already allocated; compose#3088")),
    .services { checked, _, findings in
      let service = checked.service
      guard !checked.isBacking, let first = service.publish.first else { return }
      let isOne = service.role?.value == .singleton && (service.replicas?.value ?? 1) == 1
      guard !isOne else { return }
      findings.reportMissing(
        at: first.range, within: service.range,
        "two instances of '\(checked.name)' run at once, and a port of the host has one owner",
        help: "route to it; or write role: singleton, which is down while it is replaced")
    })
}
