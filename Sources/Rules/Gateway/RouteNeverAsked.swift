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
      guard context.targets.contains(.blueGreen) else { return }
      let compares = switched.compare?.value == true
      let routes = context.manifest.gateway?.routes ?? []
      let table = RouteTable(routes)
      let healthy = Dictionary(
        context.manifest.services.compactMap { service in
          if case .http(let path)? = service.health?.probe, service.effectiveRole == .web {
            (service.name.value, path.value)
          } else {
            nil
          }
        }, uniquingKeysWith: { first, _ in first })
      let given = switched.confirmPaths.map(\.value)
      let asked = given.isEmpty ? Array(healthy.values) : given
      let covered = Set(asked.compactMap { table.position(ofRequest: $0) })
      for (position, route) in routes.enumerated() where !route.isLasting {
        // An expression is no path that both colours could be asked for.
        if compares, route.match.expression == nil { continue }
        // Of a service without a health path, another rule speaks.
        guard case .service(let name) = route.destination, healthy[name.value] != nil,
          !covered.contains(position)
        else { continue }
        let path = route.match.isPrefix ? route.key.value + "…" : route.match.path ?? "/…"
        let place = route.match.isPrefix ? "below it" : "of it"
        let others = route.match.path == nil ? "" : "; or compare: true, which asks both colours"
        findings.report(
          at: route.key.range,
          "no deployment requests '\(route.key.value)' before it switches to a new version",
          help: """
            write a path \(place) that answers 2xx: strategy: { blueGreen: { confirm: { paths: \
            [\(path)] } } }\(others)
            """)
      }
    })
}
