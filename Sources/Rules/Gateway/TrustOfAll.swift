internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A proxy that anybody could be.
  static let trustOfAll = ManifestRule(
    Rule(
      DiagnosticCode(224), .warning, .free, "only known proxies are trusted",
      page: RulePage(
        breaks: """
          Who is trusted says which address a request comes from. If everybody is, each client chooses \
          its own: a limit, a list of addresses and a log say nothing any more.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, trust: [1️⃣0.0.0.0/0], routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, trust: [192.0.2.0/28], routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "nginx: ngx_http_realip_module, set_real_ip_from")),
    .manifest { context, findings in
      for network in context.manifest.gateway?.trust ?? [] {
        guard IPNetwork(network.value)?.bits == 0 else { continue }
        findings.report(
          at: network.range, "everybody is trusted: each client says which address it has",
          help: "write the addresses of the proxies in front")
      }
    })
}
