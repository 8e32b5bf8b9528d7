internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A path to confirm that no service answers.
  static let confirmPathUnrouted = ManifestRule(
    Rule(
      DiagnosticCode(149), .error, .fixed,
      "a path to confirm is answered by a web service",
      page: RulePage(
        breaks: """
          A path that falls under no route is answered by the static site, with 200, whatever \
          the new version does: the confirmation would confirm nothing.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /api/: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/api/up, 1️⃣/health] } } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /api/: web } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { blueGreen: { confirm: { paths: [/api/up] } } }
          """,
        source: "the manifest language: confirm")),
    .manifest { context, findings in
      let paths = context.manifest.strategy.blueGreen.confirmPaths
      if paths.isEmpty { return }
      let routes = RouteTable(context.manifest.gateway?.routes ?? [])
      for path in paths {
        if case .service? = routes.route(of: path.value)?.destination { continue }
        findings.reportMissing(
          at: path.range, within: context.manifest.gateway?.range ?? context.manifest.range,
          "'\(path.value)' falls under no route to a service",
          help:
            "write a path under a route, or leave out 'paths' to request each service's health path"
        )
      }
    })
}

/// Finds the route that nginx takes for a path: the one with the longest prefix.
struct RouteTable {
  private let routes: [String: Route]
  /// Of the prefixes, longest first.
  private let lengths: [Int]

  init(_ routes: [Route]) {
    self.routes = Dictionary(
      routes.map { ($0.prefix.value, $0) }, uniquingKeysWith: { first, _ in first })
    lengths = Set(routes.map { $0.prefix.value.utf8.count }).sorted(by: >)
  }

  func route(of path: String) -> Route? {
    let own = path.utf8.prefix { $0 != UInt8(ascii: "?") }
    for length in lengths where length <= own.count {
      // A prefix that ends inside of a character is none.
      if let prefix = String(own.prefix(length)), let route = routes[prefix] { return route }
    }
    return nil
  }
}
