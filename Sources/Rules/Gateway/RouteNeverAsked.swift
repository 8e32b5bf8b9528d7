internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route that no question of a deployment falls under.
  static let routeNeverAsked = ManifestRule(
    Rule(
      DiagnosticCode(255), .warning, .free, "a deployment requests every route before it switches",
      page: RulePage(
        breaks: """
          By default a switch asks each service's health path and nothing else: of a service whose \
          health is a command or a port, nothing at all. A version that is healthy, and answers every \
          request below this route with 500, goes live.
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
      // Of a service without a health check, or one that speaks no HTTP, another rule speaks.
      let web = Set(
        context.manifest.services.filter {
          $0.effectiveRole == .web && $0.health != nil && !$0.isFastCGI
        }.map(\.name.value))
      let given = switched.confirmPaths.map(\.value)
      var asked = Set(given.compactMap { table.position(ofRequest: $0) })
      if given.isEmpty {
        // A health path is asked of its own service, whoever has the route.
        for (name, path) in healthy {
          if let position = table.position(ofRequest: path), routes[position].leads(to: name) {
            asked.insert(position)
          }
        }
      }
      // WebSockets and events answer no plain request; where a service has nothing else that could be
      // asked, one route stands for it.
      var heard = Set(healthy.keys)
      for position in asked { heard.formUnion(web.filter(routes[position].leads)) }
      for (position, route) in routes.enumerated() where !asked.contains(position) {
        // An expression is no path that both colours could be asked for.
        let isCompared = compares && route.match.expression == nil && !route.isLasting
        guard case .service(let name) = route.destination, web.contains(name.value), !isCompared,
          !route.isLasting || heard.insert(name.value).inserted
        else { continue }
        let path = route.match.isPrefix ? route.key.value + "…" : route.match.path ?? "/…"
        let place = route.match.isPrefix ? "below it" : "of it"
        let others =
          route.match.path == nil || route.isLasting
          ? "" : "; or compare: true, which asks both colours"
        let why =
          healthy[name.value] == nil
          ? ", since the health check of '\(name.value)' has no path" : ""
        findings.report(
          at: route.key.range,
          "no deployment requests '\(route.key.value)' before it switches to a new version\(why)",
          help: """
            write a path \(place) that answers 2xx: strategy: { blueGreen: { confirm: { paths: \
            [\(path)] } } }\(others)
            """)
      }
    })
}

extension Route {
  fileprivate func leads(to service: String) -> Bool {
    if case .service(let name) = destination { name.value == service } else { false }
  }
}
