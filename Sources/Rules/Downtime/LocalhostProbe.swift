internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A probe of localhost.
  static let localhostProbe = ManifestRule(
    Rule(
      DiagnosticCode(216), .warning, .free,
      "a probe uses 127.0.0.1",
      page: RulePage(
        breaks: """
          In many images 'localhost' is ::1 first, and a server that listens on IPv4 alone is \
          then unhealthy for ever.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { command: [curl, -fs, 1️⃣"http://localhost/up"] }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: { command: [curl, -fs, "http://127.0.0.1/up"] }
          """,
        source: "docker-library/healthcheck: 127.0.0.1; RFC 6724: IPv6 is preferred")),
    .services { checked, _, findings in
      for health in [checked.service.health, checked.service.live] {
        guard case .command(let words)? = health?.probe else { continue }
        // To MySQL's clients that name is a socket, and no address.
        if let tool = words.first?.value.literalText?.split(separator: "/").last,
          ["mysql", "mysqladmin", "mariadb", "mariadb-admin"].contains(tool)
        {
          continue
        }
        for word in words {
          guard let text = word.value.literalText, text.holds("localhost") else { continue }
          findings.report(
            at: word.range, "'localhost' may be ::1, where the server does not listen",
            help: "write 127.0.0.1",
            fix: findings.exactPlace(of: "localhost", in: word.range).map {
              Fix(replacing: $0, with: "127.0.0.1")
            })
        }
      }
    })
}
