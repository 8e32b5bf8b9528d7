internal import Diagnostics
internal import ManifestModel

/// Whether a command begins with a client of MySQL, to which localhost is a socket.
private func asksSocket(_ command: String) -> Bool {
  let first = command.split(separator: " ").first { $0 != "exec" && !$0.contains("=") }
  let tool = first?.split(separator: "/").last
  return ["mysql", "mysqladmin", "mariadb", "mariadb-admin"].contains(tool)
}

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
        if asksSocket(words.first?.value.literalText ?? "") { continue }
        for word in words {
          guard let text = word.value.literalText, text.holds("localhost"),
            !text.split(whereSeparator: { "&|;".contains($0) }).allSatisfy({
              !$0.holds("localhost") || asksSocket(String($0))
            })
          else { continue }
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
