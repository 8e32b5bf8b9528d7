internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A header of a route that nginx has to write itself.
  static let headerOfGateway = ManifestRule(
    Rule(
      DiagnosticCode(161), .error, .fixed,
      "a route sets headers of messages, and leaves those of connections to nginx",
      page: RulePage(
        breaks: """
          nginx writes the length, the coding and the connection's headers by what it really sends. \
          A second one makes the answer unreadable, or ends it where somebody else chose.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, headers: { response: { 1️⃣Content-Length: "0" } } } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, headers: { response: { X-Frame-Options: DENY } } } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "RFC 9110, section 7.6.1; nginx: proxy_set_header, add_header")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard let headers = route.headers else { continue }
        RouteHeaders.check(headers.request, RouteHeaders.ofRequests, &findings)
        RouteHeaders.check(headers.response, RouteHeaders.ofResponses, &findings)
      }
    })
}

private enum RouteHeaders {
  private static let ofConnections: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade", "content-length", "expect",
  ]
  static let ofRequests = ofConnections
  /// nginx would write them a second time, and a cookie would take away all of the service's.
  static let ofResponses = ofConnections.union([
    "content-type", "content-encoding", "content-range", "date", "server", "set-cookie", "location",
  ])

  static func check(
    _ headers: [Route.Header], _ reserved: Set<String>, _ findings: inout RuleFindings
  ) {
    var taken: [String: SourceRange] = [:]
    for header in headers {
      let name = header.name.value.lowercased()
      if reserved.contains(name) || name.hasPrefix("x-accel-") {
        findings.report(
          at: header.name.range, "the header '\(header.name.value)' is nginx's own here",
          help: name == "location" ? "write redirect at the route" : "remove it")
      } else if let first = taken[name] {
        findings.report(
          at: header.name.range, "the header '\(header.name.value)' is given twice",
          help: "remove one of the two: case makes no difference",
          notes: [Diagnostic.Note("the other is here", at: first)])
      } else {
        taken[name] = header.name.range
      }
    }
  }
}
