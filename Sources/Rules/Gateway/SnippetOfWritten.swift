internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A directive that zdc writes at the same place, or in each location below it.
  static let snippetOfWritten = ManifestRule(
    Rule(
      DiagnosticCode(178), .error, .fixed,
      "a snippet leaves to zdc what zdc writes",
      page: RulePage(
        breaks: """
          nginx refuses a directive that stands twice, and does not start; of a header both are sent; \
          and what each route has of its own has no effect around them.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets:
              http: "1️⃣sendfile off;"
              server: |
                2️⃣proxy_read_timeout 5m;
              location:
                /: "3️⃣proxy_http_version 1.0;"
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, timeout: 5m } }
            snippets:
              server: "sendfile off;"
              location:
                /: "proxy_set_header X-Forwarded-Proto https;"
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          strategy: { drain: 5m }
          """,
        source: "nginx: 'directive is duplicate', and the inheritance of proxy_set_header")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway else { return }
      let snippets = gateway.snippets
      let written = WrittenDirectives(gateway, for: context.targets)
      if let text = snippets.http { written.check(text, written.inHTTP, &findings) }
      if let text = snippets.server { written.check(text, written.inServer, &findings) }
      for location in snippets.locations {
        let route = gateway.routes.first { $0.key.value == location.key.value }
        written.check(location.text, { written.inLocation($0, of: route) }, &findings)
      }
    })
}

extension WrittenDirectives {
  /// - Parameter fault: what is wrong with a directive that stands in no block of the snippet.
  fileprivate func check(
    _ text: Located<String>, _ fault: (SnippetDirective) -> Fault?, _ findings: inout RuleFindings
  ) {
    for directive in SnippetReader.directives(in: text.value) {
      let own = fault(directive).map { [(directive, $0)] } ?? []
      let variables = directive.all.compactMap { inner in variable(inner).map { (inner, $0) } }
      for (found, fault) in own + variables {
        findings.report(
          at: findings.place(of: found, in: text), fault.message, help: fault.help)
      }
    }
  }
}
