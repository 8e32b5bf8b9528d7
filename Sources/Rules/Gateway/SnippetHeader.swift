internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An `add_header` that takes those around it away.
  static let snippetHeader = ManifestRule(
    Rule(
      DiagnosticCode(219), .warning, .free,
      "a snippet's add_header keeps those of the blocks around it",
      page: RulePage(
        breaks: """
          nginx takes the headers of an outer block only where the inner one has no add_header of \
          its own: below this route the security headers are gone.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets:
              server: "add_header X-Frame-Options DENY always;"
              location:
                /: "1️⃣add_header Cache-Control no-store;"
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets:
              server: "add_header X-Frame-Options DENY always;"
              location:
                /: |
                  add_header Cache-Control no-store;
                  add_header X-Frame-Options DENY always;
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "nginx: ngx_http_headers_module, add_header")),
    .manifest { context, findings in
      guard let snippets = context.manifest.gateway?.snippets else { return }
      let isSecured = context.manifest.gateway?.securityHeaders?.value == true
      let none =
        isSecured
        ? SnippetScope(names: SnippetScope.security, key: "securityHeaders") : SnippetScope()
      let http = none.within(snippets.http, "snippets.http", &findings)
      let server = http.within(snippets.server, "snippets.server", &findings)
      for location in snippets.locations {
        let headers = context.manifest.gateway?.routes.first {
          $0.key.value == location.key.value
        }?.headers
        _ = server.within(location.text, "snippets.location", beside: headers, &findings)
      }
      for route in context.manifest.gateway?.routes ?? [] {
        guard let headers = route.headers, !headers.set.isEmpty,
          !snippets.locations.contains(where: { $0.key.value == route.key.value })
        else { continue }
        server.check(headers, &findings)
      }
    })
}

/// The headers that a block would inherit.
private struct SnippetScope {
  static let security = Set(Gateway.securityHeaders.map { $0.name.lowercased() })

  var names: Set<String> = []
  var key = ""

  /// The scope that a text makes inside of this one; reports where it or a block in it loses headers.
  func within(
    _ text: Located<String>?, _ key: String, beside headers: Route.Headers? = nil,
    _ findings: inout RuleFindings
  ) -> SnippetScope {
    guard let text else { return self }
    let directives = SnippetReader.directives(in: text.value)
    let ofRoute = headers?.set ?? []
    if let headers, !directives.contains(where: { $0.name == "add_header" }),
      !directives.contains(where: { $0.name == "add_header_inherit" })
    {
      check(headers, &findings)
    }
    return within(
      directives, of: text, key, known: ofRoute.isEmpty ? [] : ofRoute.union(Self.security),
      &findings)
  }

  /// Those of a route switch off what the server has, as an add_header of a snippet does.
  func check(_ headers: Route.Headers, _ findings: inout RuleFindings) {
    // A route has those of 'securityHeaders' beside its own.
    let lost = names.subtracting(headers.set).subtracting(Self.security)
    guard !lost.isEmpty, let first = headers.response.first(where: { !$0.value.value.isEmpty })
    else { return }
    findings.report(
      at: first.name.range,
      "this header switches off those of \(key): " + lost.sorted().joined(separator: ", "),
      help:
        "repeat them here, or, from nginx 1.29.3 on, write into snippets.location of the route: "
        + "add_header_inherit merge;")
  }

  private func within(
    _ directives: [SnippetDirective], of text: Located<String>, _ key: String,
    known: Set<String> = [], _ findings: inout RuleFindings
  ) -> SnippetScope {
    let own = directives.filter { $0.name == "add_header" }
    let names = Set(own.compactMap { $0.arguments.first?.lowercased() })
    let lost = self.names.subtracting(names).subtracting(known)
    let merges = directives.contains { $0.name == "add_header_inherit" }
    if let first = own.first, !lost.isEmpty, !merges {
      findings.report(
        at: findings.place(of: first, in: text),
        "this add_header switches off those of \(self.key): "
          + lost.sorted().joined(separator: ", "),
        help: "repeat them here, or, from nginx 1.29.3 on, add: add_header_inherit merge;")
    }
    let inner =
      own.isEmpty ? self : SnippetScope(names: merges ? self.names.union(names) : names, key: key)
    for directive in directives {
      guard let block = directive.block,
        ["location", "if", "limit_except"].contains(directive.name)
      else { continue }
      _ = inner.within(block, of: text, key, &findings)
    }
    return inner
  }
}

extension Route.Headers {
  /// The names of those that an answer gets, in lower case.
  fileprivate var set: Set<String> {
    Set(response.filter { !$0.value.value.isEmpty }.map { $0.name.value.lowercased() })
  }
}
