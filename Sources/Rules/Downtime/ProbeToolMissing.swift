internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A probe by a tool that the image lacks.
  static let probeToolMissing = ManifestRule(
    Rule(
      DiagnosticCode(239), .warning, .free,
      "the image has the tool that its health check uses",
      page: RulePage(
        breaks: """
          The probe fails because its tool is not there, and a healthy service is never healthy: the \
          deployment ends in its time limit.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1-alpine
              command: [serve]
              port: 80
              health: 1️⃣/up
          backing:
            queue: { image: "nats:2", port: 4222, health: { tcp: 2️⃣true } }
            database:
              image: mariadb:11.4
              port: 3306
              health: { command: [3️⃣mysqladmin, ping, -h, 127.0.0.1] }
              volumes: { data: /var/lib/mysql }
          volumes: { data: { size: 20Gi } }
          """,
        right: """
          services:
            web:
              image: shop/web:1-alpine
              command: [serve]
              port: 80
              health: { path: /up, via: wget }
          backing:
            queue: { image: "nats:2-alpine", port: 4222, health: { tcp: true } }
            database:
              image: mariadb:11.4
              port: 3306
              health: { command: [mariadb-admin, ping, -h, 127.0.0.1] }
              volumes: { data: /var/lib/mysql }
          volumes: { data: { size: 20Gi } }
          """,
        source: """
          Lucky#1786, score-compose#86; Alpine has busybox wget and no curl; docs/images.md
          """)),
    .services { checked, context, findings in
      guard let health = checked.service.health, checked.service.build == nil,
        let image = checked.service.image?.value
      else { return }
      if case .command(let words) = health.probe {
        findings.checkCommand(words, of: checked.service)
        return
      }
      guard context.onDocker else { return }
      switch health.probe {
      case .command: break
      case .tcp(let place): findings.checkPort(at: place, of: checked.service)
      case .http(let path):
        let name = image.segments.compactMap(\.literalPart).joined()
        // The alpine image of nginx has curl, the slim one has not.
        if name.contains("alpine"), let nginx = NginxImage(image), !nginx.isSlim { return }
        findings.checkPath(path, health, name)
      }
    })
}

extension RuleFindings {
  fileprivate mutating func checkPath(_ path: Located<String>, _ health: Health, _ image: String) {
    let tool = health.via?.value ?? .curl
    let lacking: [(part: String, tools: [Health.Via], instead: String)] = [
      ("alpine", [.curl], "via: wget"), ("busybox", [.curl, .python3], "via: wget"),
      ("distroless", [.curl, .wget], "via: gateway, or a command of your own"),
    ]
    for (part, tools, instead) in lacking where image.contains(part) && tools.contains(tool) {
      report(
        at: health.via?.range ?? path.range, "images of '\(part)' have no \(tool.rawValue)",
        help: "write \(instead)")
      return
    }
  }

  /// zdc asks a port by nc, bash or python3.
  fileprivate mutating func checkPort(at place: SourceRange, of service: Service) {
    guard let known = KnownService(service), known.image.canAskPort(of: known.reference) == false
    else { return }
    report(
      at: place,
      "this image of \(known.image.name) has none of nc, bash and python3, one of which a TCP check needs",
      help: known.healthCommand.map { "write command: \($0)" })
  }

  fileprivate mutating func checkCommand(_ words: [Located<Template>], of service: Service) {
    guard let known = KnownService(service), let version = known.version, let first = words.first,
      let tool = first.value.literalText,
      let absent = known.image.absentTools.first(where: {
        $0.name == tool && version.isAtLeast($0.since)
      })
    else { return }
    report(
      at: first.range, "\(known.title) has no '\(tool)'", help: "write \(absent.instead)",
      fix: Fix(replacing: first.range, with: absent.instead))
  }
}

extension Template.Segment {
  var literalPart: String? {
    if case .literal(let text) = self { text } else { nil }
  }
}
