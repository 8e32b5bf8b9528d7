internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A path or connection to ask for without a port.
  static let healthNeedsPort = ManifestRule(
    Rule(
      DiagnosticCode(150), .error, .fixed,
      "a health check by network has a port",
      page: RulePage(
        breaks: "There is nothing to connect to, so the service would never be healthy.",
        wrong: """
          services:
            queue: { image: "shop/q:1", command: [run], health: 1️⃣/up }
          """,
        right: """
          services:
            queue: { image: "shop/q:1", command: [run], health: { command: [run, --check] } }
          """,
        source: "the manifest language: health")),
    .services { checked, _, findings in
      guard checked.service.port == nil else { return }
      for health in [checked.service.health, checked.service.live] {
        switch health?.probe {
        case .http(let path)?:
          findings.reportMissing(
            at: path.range, within: checked.service.range,
            "'\(path.value)' is requested on the service's port, and '\(checked.name)' has none",
            help: "add port, or write health: { command: […] }")
        case .tcp(let place)?:
          findings.reportMissing(
            at: place, within: checked.service.range,
            "a connection is made to the service's port, and '\(checked.name)' has none",
            help: "add port, or write health: { command: […] }")
        default: continue
        }
      }
    })
}
