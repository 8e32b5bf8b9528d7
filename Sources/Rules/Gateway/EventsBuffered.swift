internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Answers that go on, and are to be held back.
  static let eventsBuffered = ManifestRule(
    Rule(
      DiagnosticCode(163), .error, .fixed, "a route of server-sent events does not buffer answers",
      page: RulePage(
        breaks: """
          nginx would hold events back until its buffer is full: the browser gets them minutes \
          late, or together when the connection ends.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes:
              /: web
              /feed/: { service: web, events: true, buffering: { answers: 1️⃣true } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /feed/up] } } }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes:
              /: web
              /feed/: { service: web, events: true, buffering: { requests: true } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /feed/up] } } }
          """,
        source: "nginx: ngx_http_proxy_module, proxy_buffering")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard route.events?.value == true, let answers = route.bufferAnswers, answers.value else {
          continue
        }
        findings.report(
          at: answers.range, "'\(route.key.value)' sends events, which buffering holds back",
          help: "remove it, or 'events'")
      }
    })
}
