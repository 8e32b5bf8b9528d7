internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A shared service that would have to know which colour is active.
  static let backingRefersToColoured = ManifestRule(
    Rule(
      DiagnosticCode(135), .error, .fixed,
      "a backing service refers to coloured services only through the gateway",
      page: RulePage(
        breaks: """
          A backing service lives on when the colours change, so the address that it got at its \
          start is that of a version which is stopped after the next switch.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            proxy:
              image: shop/proxy:1
              port: 81
              health: /up
              env: { TARGET: "1️⃣${web.url}" }
              dependsOn: [2️⃣web]
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            proxy:
              image: shop/proxy:1
              port: 81
              health: /up
              env: { TARGET: "${gateway.url}" }
          """,
        source: "the manifest language: References")),
    .services { checked, context, findings in
      guard checked.isBacking else { return }
      for use in checked.references where context.coloured(use.parts[0]) != nil {
        findings.report(
          at: findings.place(of: use.written, in: use.range),
          "a backing service can't refer to '\(use.parts[0])': its address changes at each switch",
          help: "write ${gateway.url}")
      }
      for name in checked.service.dependsOn where context.coloured(name.value) != nil {
        findings.report(
          at: name.range,
          "a backing service can't depend on '\(name.value)', which is replaced at each switch",
          help: "remove it")
      }
    })
}
