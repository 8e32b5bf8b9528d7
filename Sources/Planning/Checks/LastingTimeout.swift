import Diagnostics
import ManifestModel

extension Rule {
  /// A timeout that is longer than the drain, on a route where it is no drain.
  static let lastingTimeout = Rule(
    DiagnosticCode(256), .warning, .free,
    "a drain lasts as long as the plain requests beside WebSockets",
    page: RulePage(
      breaks: """
        The timeout of a route with `websocket` or `events` does not count towards the drain, since \
        such an answer has no end of its own. Where plain requests come by the same route, an upload \
        that its timeout allows is cut when the drain is over.
        """,
      wrong: """
        gateway:
          listen: { http: 80 }
          routes: { /: { service: web, websocket: true, timeout: 1️⃣10m } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      right: """
        gateway:
          listen: { http: 80 }
          routes:
            /: { service: web, timeout: 10m }
            /socket/: { service: web, websocket: true }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      source: "nginx: worker_shutdown_timeout closes all connections; proxy_read_timeout"))
}

extension TargetPlanner {
  /// Plain requests are known to come by the route that takes `/`, a health path or a path to confirm.
  func checkLastingTimeouts(into log: inout DiagnosticLog) {
    let routes = manifest.gateway?.routes ?? []
    guard routes.contains(where: { $0.isLasting && $0.timeout != nil }) else { return }
    let table = RouteTable(routes)
    let general = ["/"] + manifest.strategy.blueGreen.confirmPaths.map(\.value)
    let plain = Set(general.compactMap { table.position(ofRequest: $0) })
    for (position, route) in routes.enumerated() where route.isLasting {
      guard let timeout = route.timeout, case .service(let name) = route.destination,
        let index = serviceIndex[name.value]
      else { continue }
      let service = manifest.services[index]
      var isPlain = plain.contains(position)
      if case .http(let path)? = service.health?.probe {
        isPlain = isPlain || table.position(ofRequest: path.value) == position
      }
      let drain = times.of(service).drain
      guard isPlain, service.effectiveRole == .web, timeout.value > drain.value else { continue }
      let kind = route.websocket?.value == true ? "websocket" : "events"
      log.report(
        Diagnostic(
          Rule.lastingTimeout.severity, Rule.lastingTimeout.code, at: timeout.range,
          """
          with \(kind): true this timeout does not count towards the drain: a request that takes \
          longer than \(drain.value) is cut when its version stops
          """,
          help: """
            give the route without \(kind): true the timeout, and what needs \(kind) a route of \
            its own; or write drain: \(timeout.value), for which every deployment then waits
            """))
    }
  }
}
