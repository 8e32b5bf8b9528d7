internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// `${x.port}` or `${x.url}` of a service without a port.
  static let referenceNeedsPort = ManifestRule(
    Rule(
      DiagnosticCode(126), .error, .fixed, "a service whose port or URL is referenced has a port",
      page: RulePage(
        breaks: "There is no number that could be written there.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { QUEUE: "1️⃣${queue.url}" }
          backing:
            queue: { image: "redis:7", health: { command: [redis-cli, -e, ping] } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { QUEUE: "${queue.url}" }
          backing:
            queue: { image: "redis:7", port: 6379, health: { command: [redis-cli, -e, ping] } }
          """,
        source: "the manifest language: References")),
    .services { checked, context, findings in
      for use in checked.references where use.parts.count == 2 {
        guard let service = context.meant(use.parts[0]), service.port == nil,
          ["port", "url"].contains(use.parts[1])
        else { continue }
        findings.reportMissing(
          at: findings.place(of: use.written, in: use.range), within: service.range,
          "'\(use.written)' needs a port, and '\(service.name.value)' has none",
          help: "add port to '\(service.name.value)'",
          notes: [
            Diagnostic.Note("'\(service.name.value)' is declared here", at: service.name.range)
          ])
      }
    })
}
