internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A redirect or a rewrite that can't lead where it says.
  static let pathLeadsElsewhere = ManifestRule(
    Rule(
      DiagnosticCode(162), .error, .fixed,
      "a redirect and a rewrite lead where they say, and nowhere else",
      page: RulePage(
        breaks: """
          A path that ends in a slash where the prefix does not, or begins with what the client \
          chose, can become //evil.example.com, which is another host; and a redirect to itself \
          never ends.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: web, /docs: { redirect: 1️⃣/manual/ } } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web, /docs/: { redirect: /manual/ } } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "nginx: ngx_http_rewrite_module; RFC 3986, section 4.2; RFC 9110, section 15.4")),
    .manifest { context, findings in
      let routes = context.manifest.gateway?.routes ?? []
      let table = RouteTable(routes)
      for (position, route) in routes.enumerated() {
        if let rewrite = route.rewrite {
          if let fault = route.fault(of: rewrite.value, isRedirect: false) {
            findings.report(at: rewrite.range, fault.message, help: fault.help)
          }
          if let strip = route.stripPrefix, strip.value {
            findings.report(
              at: strip.range, "a route has either 'rewrite' or 'stripPrefix', not both",
              help: "remove stripPrefix: 'rewrite: /' says it too",
              notes: [Diagnostic.Note("rewrite is here", at: rewrite.range)])
          }
        }
        guard case .redirect(let redirect) = route.destination else { continue }
        let target = redirect.to.value
        if let fault = route.fault(of: target, isRedirect: true) {
          findings.report(at: redirect.to.range, fault.message, help: fault.help)
        } else if !target.contains("$"), table.position(ofRequest: target) == position {
          findings.report(
            at: redirect.to.range,
            "'\(target)' falls under '\(route.key.value)', and leads there again",
            help: "write a path outside of the route, or a narrower route")
        }
        guard let status = redirect.status else { continue }
        if ![301, 302, 307, 308].contains(status.value) {
          findings.report(
            at: status.range, "\(status.value) is no redirect to another path",
            help: "write 301, 302, 307 or 308")
        } else if status.value > 302, route.match.isPrefix || target.contains("$") {
          findings.report(
            at: status.range,
            "nginx sends \(status.value) only to one path that is always the same",
            help: "write \(status.value == 308 ? 301 : 302), or a route with '= ' and its path")
        }
      }
    })
}

extension Route {
  fileprivate func fault(
    of target: String, isRedirect: Bool
  ) -> (message: String, help: String)? {
    let named = target.split(separator: "$", omittingEmptySubsequences: false).dropFirst()
      .compactMap { Int($0.prefix(1)) }
    switch match {
    case .expression(let expression):
      if let number = named.first(where: { $0 > expression.captures }) {
        return (
          "'\(key.value)' has no group $\(number)",
          "put what is to be kept into (…), and count from 1"
        )
      }
      if isRedirect, let first = named.first, target.hasPrefix("/$"),
        !expression.group(first, neverBeginsWith: Array("/\\".utf8))
      {
        return (
          "what $\(first) takes may begin with '/' or '\\', and '//' leads to another host",
          "begin the group with what it is for: ^/path/([a-z0-9].*)$"
        )
      }
    case .prefix(let prefix):
      if !named.isEmpty { return Self.noGroups }
      if target.contains("?") {
        return (
          "the rest of the path follows, so there can be no query",
          "write the route as an expression: ~ ^\(RouteExpression.quoted(prefix))(.*)$"
        )
      }
      if target.hasSuffix("/") != prefix.hasSuffix("/") {
        return (
          "'\(target)' takes the place of '\(prefix)', and one of the two ends in a slash",
          "end both with '/', or neither"
        )
      }
    case .exact: if !named.isEmpty { return Self.noGroups }
    }
    return nil
  }

  private static let noGroups = (
    message: "only an expression has groups", help: "write the route as '~ EXPRESSION'"
  )
}
