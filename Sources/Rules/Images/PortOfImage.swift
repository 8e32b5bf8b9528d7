internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A port at which the image's server does not listen.
  static let portOfImage = ManifestRule(
    Rule(
      DiagnosticCode(262), .warning, .free,
      "the port is one that the image listens on",
      page: RulePage(
        breaks: """
          Every reference to the service leads to a port where nobody listens: clients are refused, \
          and under Kubernetes the pod is restarted for ever.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7-alpine
              port: 1️⃣6378
              health: { command: [redis-cli, -e, ping] }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7-alpine
              port: 6379
              health: { command: [redis-cli, -e, ping] }
            other-cache:
              image: redis:7-alpine
              command: [redis-server, --port, "6378"]
              port: 6378
              health: { command: [redis-cli, -p, "6378", -e, ping] }
          """,
        source: "docs/images.md; the images' EXPOSE")),
    .services { checked, _, findings in
      guard let known = KnownService(checked.service), let port = checked.service.port,
        !known.image.ports.contains(port.value), !known.isConfigured,
        checked.service.command == nil, checked.service.entrypoint == nil,
        !known.setsPort(port.value), let usual = known.image.ports.first
      else { return }
      findings.report(
        at: port.range, "\(known.image.name) listens at \(usual)",
        help: "write port: \(usual), or give the command that moves it")
    })
}

extension KnownService {
  /// Whether a variable may be what moves its port.
  fileprivate func setsPort(_ port: Int) -> Bool {
    service.env.contains { variable in
      let value = variable.value.value.literalText ?? String(port)
      return variable.name.value.uppercased().holds("PORT") || value.holds(String(port))
    }
  }
}
