internal import Diagnostics

extension ManifestRule {
  /// A probe by a tool that the image lacks.
  static let probeToolMissing = ManifestRule(
    Rule(
      DiagnosticCode(239), .warning, .free,
      "the image has the tool that asks its health",
      page: RulePage(
        breaks: """
          The probe fails because curl is not there, and a healthy service is never healthy: the \
          deployment ends in its time limit.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1-alpine
              command: [serve]
              port: 80
              health: 1️⃣/up
          """,
        right: """
          services:
            web:
              image: shop/web:1-alpine
              command: [serve]
              port: 80
              health: { path: /up, via: wget }
          """,
        source: "Lucky#1786, score-compose#86; Alpine has busybox wget and no curl")),
    .services { checked, context, findings in
      guard case .http(let path)? = checked.service.health?.probe,
        checked.service.build == nil, context.targets.contains(where: { $0 != .kubernetes }),
        let image = checked.service.image?.value.segments.compactMap(\.literalPart).joined()
      else { return }
      let via = checked.service.health?.via
      let tool = via?.value ?? .curl
      let lacking: [(part: String, tools: [Health.Via], instead: String)] = [
        ("alpine", [.curl], "via: wget"), ("busybox", [.curl, .python3], "via: wget"),
        ("distroless", [.curl, .wget], "via: gateway, or a command of your own"),
      ]
      for (part, tools, instead) in lacking where image.contains(part) && tools.contains(tool) {
        findings.report(
          at: via?.range ?? path.range, "images of '\(part)' have no \(tool.rawValue)",
          help: "write \(instead)")
        return
      }
    })
}

extension Template.Segment {
  fileprivate var literalPart: String? {
    if case .literal(let text) = self { text } else { nil }
  }
}
