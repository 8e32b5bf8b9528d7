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
      let none = SnippetScope()
      let http = none.within(snippets.http, "snippets.http", &findings)
      let server = http.within(snippets.server, "snippets.server", &findings)
      for location in snippets.locations {
        _ = server.within(location.text, "snippets.location", &findings)
      }
    })
}

/// The headers that a block would inherit.
private struct SnippetScope {
  var names: Set<String> = []
  var key = ""

  /// The scope that a text makes inside of this one; reports where it or a block in it loses headers.
  func within(
    _ text: Located<String>?, _ key: String, _ findings: inout RuleFindings
  ) -> SnippetScope {
    guard let text else { return self }
    return within(SnippetReader.directives(in: text.value), of: text, key, &findings)
  }

  private func within(
    _ directives: [SnippetDirective], of text: Located<String>, _ key: String,
    _ findings: inout RuleFindings
  ) -> SnippetScope {
    let own = directives.filter { $0.name == "add_header" }
    let names = Set(own.compactMap { $0.arguments.first?.lowercased() })
    let lost = self.names.subtracting(names)
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
