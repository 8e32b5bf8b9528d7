internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A path to confirm that the gateway itself may not ask.
  static let confirmRefused = ManifestRule(
    Rule(
      DiagnosticCode(164), .error, .fixed,
      "a path to confirm may be asked from the gateway itself",
      page: RulePage(
        breaks: """
          The deploy script asks from inside the gateway, as 127.0.0.1, some times in a row. What the \
          route refuses there is no 2xx: every deployment would go back.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web, /admin/: { service: web, allow: [10.0.0.0/8] } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, 1️⃣/admin/up] } } }
          rules: { ZDC313: "off" }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: web, /admin/: { service: web, allow: [10.0.0.0/8, 127.0.0.1] } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/up, /admin/up] } } }
          rules: { ZDC313: "off" }
          """,
        source: "the manifest language: confirm; nginx: ngx_http_access_module")), of: .blueGreen,
    .manifest { context, findings in
      guard context.targets.contains(.blueGreen) else { return }
      let confirm = context.manifest.strategy.blueGreen
      let times = confirm.confirmTimes?.value ?? Strategy.BlueGreen.usualConfirmTimes
      let routes = context.manifest.gateway?.routes ?? []
      let table = RouteTable(routes)
      for path in confirm.confirmPaths {
        guard let position = table.position(ofRequest: path.value) else { continue }
        let route = routes[position]
        if let login = route.login {
          findings.report(
            at: path.range,
            "'\(path.value)' is asked without a password, and '\(route.key.value)' wants one",
            help: "confirm another path, or none: each service's health is asked directly",
            notes: [Diagnostic.Note("the login is here", at: login.range)])
        } else if !route.takesLoopback {
          findings.report(
            at: path.range,
            "'\(path.value)' is asked from the gateway itself, which '\(route.key.value)' refuses",
            help: route.deniesLoopback
              ? "take 127.0.0.1 out of the route's deny, or confirm another path"
              : "add 127.0.0.1 to the route's allow, or confirm another path")
        } else if let taken = route.atOnce, taken < times {
          findings.report(
            at: path.range,
            "'\(path.value)' is asked \(times) times in a row, and '\(route.key.value)' takes \(taken)",
            help: "raise the route's burst, or confirm another path")
        }
      }
    })
}

extension Route {
  /// How many requests a client may make at once; `nil`: as many as it likes.
  fileprivate var atOnce: Int? {
    rateLimit.map { ($0.burst?.value ?? $0.rate.value.count) + 1 }
  }

  fileprivate var deniesLoopback: Bool { deny.holdLoopback }

  /// Whether a request of 127.0.0.1 gets through.
  fileprivate var takesLoopback: Bool { !deniesLoopback && allow?.value.holdLoopback ?? true }
}

extension [Located<String>] {
  fileprivate var holdLoopback: Bool {
    contains { IPNetwork($0.value)?.contains(.loopback) == true }
  }
}
