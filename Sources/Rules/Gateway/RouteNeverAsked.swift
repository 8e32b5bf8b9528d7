internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route that no question of a deployment falls under.
  static let routeNeverAsked = ManifestRule(
    Rule(
      DiagnosticCode(255), .warning, .free, "a deployment requests every route before it switches",
      page: RulePage(
        breaks: """
          By default a switch asks each service's health path and nothing else. A version that is \
          healthy, and answers every request below this route with 500, goes live.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { 1️⃣/api/: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /api/: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/api/products] } } }
          """,
        source: "measured: 2,583 of 4,958 requests failed behind a healthy version")),
    .manifest { context, findings in
      let switched = context.manifest.strategy.blueGreen
      guard context.targets.contains(.blueGreen), switched.compare?.value != true else { return }
      let routes = context.manifest.gateway?.routes ?? []
      let table = RouteTable(routes)
      let healthy = Dictionary(
        context.manifest.services.compactMap { service in
          if case .http(let path)? = service.health?.probe {
            (service.name.value, path.value)
          } else {
            nil
          }
        }, uniquingKeysWith: { first, _ in first })
      let given = switched.confirmPaths.map(\.value)
      let asked = given.isEmpty ? Array(healthy.values) : given
      let covered = Set(asked.compactMap { table.route(of: $0)?.prefix.value })
      for route in routes where route.websocket?.value != true {
        // Of a service without a health path, another rule speaks.
        guard case .service(let name) = route.destination, healthy[name.value] != nil,
          !covered.contains(route.prefix.value)
        else { continue }
        findings.report(
          at: route.prefix.range,
          "no deployment requests '\(route.prefix.value)' before it switches to a new version",
          help: """
            write a path below it that answers 2xx: strategy: { blueGreen: { confirm: { paths: \
            [\(route.prefix.value)…] } } }; or compare: true, which asks both colours
            """)
      }
    })
}
