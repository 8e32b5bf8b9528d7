internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route to something that takes no requests.
  static let routeToWorker = ManifestRule(
    Rule(
      DiagnosticCode(136), .error, .fixed,
      "a route leads to a service that takes requests",
      page: RulePage(
        breaks: """
          Workers and jobs take no requests: a switch asks and drains web services alone, and a \
          service without a port has no address.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web, /mail/: 1️⃣mailer } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            mailer: { role: worker, image: "shop/mailer:1", port: 8025, health: /mail/up }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web, /mail/: mailer } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            mailer: { image: "shop/mailer:1", port: 8025, health: /mail/up }
          """,
        source: "the manifest language: routes")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination,
          let service = context.service(name.value)
        else { continue }
        let role = context.coloured(name.value)?.effectiveRole
        let takesNone = role == .worker || role == .job
        guard takesNone || (context.existsOnce(name.value) && service.port == nil) else { continue }
        findings.reportMissing(
          at: name.range, within: service.range,
          takesNone
            ? "a route leads to a service that takes requests, and '\(name.value)' is a"
              + " \(role?.rawValue ?? "")"
            : "a route leads to '\(name.value)', which has no port",
          help: service.port == nil ? "add port to '\(name.value)'" : "write role: web")
      }
    })
}
