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
      let routes = context.manifest.gateway?.routes ?? []
      let table = RouteTable(routes)
      for path in paths {
        if let position = table.position(ofRequest: path.value),
          case .service(let name) = routes[position].destination
        {
          if context.existsOnce(name.value) {
            findings.report(
              at: path.range,
              "'\(path.value)' is answered by '\(name.value)', of which no new version runs before"
                + " the switch",
              help: "leave it out")
          }
          continue
        }
        findings.reportMissing(
          at: path.range, within: context.manifest.gateway?.range ?? context.manifest.range,
          "'\(path.value)' falls under no route to a service",
          help:
            "write a path under a route, or leave out 'paths' to request each service's health path"
        )
      }
    })
}
