internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A server that keeps idle connections for no longer than nginx does.
  static let serverClosesFirst = ManifestRule(
    Rule(
      DiagnosticCode(248), .warning, .free,
      "a server keeps idle connections for longer than nginx",
      page: RulePage(
        breaks: """
          nginx keeps an idle connection to a server for a second. A server that closes it within \
          that time does so now and then while a request is on its way: a GET is sent again, a POST \
          is answered with 502.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [uvicorn, "shop:app", --timeout-keep-alive, 1️⃣"1"]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [uvicorn, "shop:app", --timeout-keep-alive, "5"]
              port: 80
              health: /up
          """,
        source: """
          nginx: keepalive_timeout of an upstream, proxy_next_upstream; uvicorn and hypercorn keep \
          idle connections for 5 s, gunicorn for 2; measured: 16 of 576 POSTs lost
          """)),
    .services { checked, _, findings in
      guard checked.role == .web, let words = checked.service.command?.words else { return }
      for (index, word) in words.enumerated() {
        guard let text = word.value.literalText, text.utf8.starts(with: "--".utf8) else { continue }
        let parts = text.split(separator: "=", maxSplits: 1)
        guard let flag = parts.first, let least = leastSeconds[String(flag)] else { continue }
        let inNext = parts.count == 1 && index + 1 < words.count
        let value =
          inNext ? words[index + 1].value.literalText : parts.dropFirst().first.map(String.init)
        guard let seconds = value.flatMap({ Int($0) }), seconds >= least,
          seconds <= Gateway.keepaliveTimeout.secondsRoundedUp
        else { continue }
        findings.report(
          at: words[inNext ? index + 1 : index].range,
          "'\(flag) \(seconds)' ends idle connections no later than nginx does",
          help: "write more than 1, such as 5; without the flag it is 2 or more")
      }
    })

  /// The flags that set it, and from which value on they do: gunicorn's 0 keeps no connection at all,
  /// and tells nginx so.
  private static let leastSeconds = ["--timeout-keep-alive": 0, "--keep-alive": 1]
}
