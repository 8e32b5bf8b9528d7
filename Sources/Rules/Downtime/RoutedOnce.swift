internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route to a service of which there is one.
  static let routedOnce = ManifestRule(
    Rule(
      DiagnosticCode(222), .warning, .free,
      "a routed service answers while it is replaced",
      page: RulePage(
        breaks: """
          Of a singleton and of a backing service there is one, which stops before the next one \
          starts: until that is up, the gateway answers 502 to every request of its routes. It is \
          not rehearsed before the switch, either.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: 1️⃣git } }
          services:
            git:
              role: singleton
              image: shop/git:1
              port: 3000
              health: /healthz
              volumes: { repositories: /data }
          volumes:
            repositories: { node: manager }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: git } }
          services:
            git:
              role: singleton
              image: shop/git:1
              port: 3000
              health: /healthz
              volumes: { repositories: /data }
          volumes:
            repositories: { node: manager }
          rules:
            ZDC222: { severity: off, reason: one process writes the repositories }
          """,
        source: "measured: no answer from the stop of the old one to the start of the new one")),
    .manifest { context, findings in
      var told: Set<String> = []
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination, told.insert(name.value).inserted,
          let service = context.service(name.value), service.port != nil,
          context.existsOnce(name.value)
        else { continue }
        let isBacking = context.coloured(name.value) == nil
        findings.report(
          at: name.range,
          "'\(route.key.value)' has no answer while '\(name.value)' is replaced, since there is one"
            + " of it",
          help: "if that may be, say so: rules: { ZDC222: { severity: off, reason: … } }; what may"
            + " run twice at once \(isBacking ? "goes to services" : "has role: web")",
          notes: [Diagnostic.Note("the service is declared here", at: service.name.range)])
      }
    })
}
