internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route whose requests another one takes.
  static let routeShadowed = ManifestRule(
    Rule(
      DiagnosticCode(220), .warning, .free,
      "no route stands behind an expression that takes all of its requests",
      page: RulePage(
        breaks: """
          nginx takes an exact path first, then the first expression that fits, and only then the \
          longest prefix: requests that this route is meant for go elsewhere.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { ~ ^/api/: web, 1️⃣/api/orders/: orders } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            orders: { image: "shop/o:1", command: [serve], port: 81, health: /up }
          strategy: { blueGreen: { confirm: { compare: true, paths: [/api/up] } } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /api/: web, /api/orders/: orders } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            orders: { image: "shop/o:1", command: [serve], port: 81, health: /up }
          strategy: { blueGreen: { confirm: { compare: true } } }
          """,
        source: "nginx: ngx_http_core_module, location")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway else { return }
      var before: [Route] = []
      for route in gateway.routes {
        guard case .expression(let expression) = route.match else { continue }
        if let other = before.first(where: { $0.takesAll(of: expression) }) {
          findings.report(shadowed: route.key, by: other)
        }
        before.append(route)
      }
      for route in gateway.routes {
        guard case .prefix(let prefix) = route.match,
          let other = before.first(where: { $0.takesAll(below: prefix) })
        else { continue }
        findings.report(shadowed: route.key, by: other)
      }
      if let files = gateway.staticFiles,
        let other = before.first(where: { $0.takesAll(below: "/") })
      {
        findings.report(
          at: files.directory.range, "'\(other.key.value)' takes every request for these files",
          help: "begin that expression with the path that it is for",
          notes: [Diagnostic.Note("the expression is here", at: other.key.range)])
      }
    })
}

extension RuleFindings {
  fileprivate mutating func report(shadowed key: Located<String>, by other: Route) {
    report(
      at: key.range, "'\(other.key.value)' takes every request for '\(key.value)'",
      help: other.match.expression?.certainStart.isEmpty == true
        ? "begin that expression with the path that it is for"
        : key.value.hasPrefix("~")
          ? "write this route above that one"
          : "write this route as an expression, above that one",
      notes: [Diagnostic.Note("the expression is here", at: other.key.range)])
  }
}

extension Route {
  /// Whether it, by an expression, takes every path that begins so.
  fileprivate func takesAll(below prefix: String) -> Bool {
    guard let expression = match.expression, expression.takesAllBelowStart else { return false }
    return Array(prefix.utf8).starts(with: expression.certainStart)
  }

  /// Whether it takes every path that a later expression takes.
  fileprivate func takesAll(of later: RouteExpression) -> Bool {
    guard let expression = match.expression else { return false }
    if expression.text == later.text { return expression.ignoresCase || !later.ignoresCase }
    return expression.takesAllBelowStart
      && later.certainStart.starts(with: expression.certainStart)
  }
}
