internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// The address of a coloured service in a snippet.
  static let snippetAddress = ManifestRule(
    Rule(
      DiagnosticCode(249), .error, .free,
      "a snippet names no coloured service",
      page: RulePage(
        breaks: """
          Under blue-green there is no host 'php': there are 'php-blue' and 'php-green'. nginx does \
          not start where it can't find a host, and by the name of one colour requests go on to the \
          old version after a switch.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets:
              server: |
                location /old/ {
                    1️⃣fastcgi_pass php:9000;
                }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            php: { image: "shop/php:1", command: [php-fpm], port: 9000, health: { tcp: true } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web:
              build: ./web               # nginx with fastcgi_pass to ${PHP}
              port: 80
              command: [nginx, -g, daemon off;]
              health: /up
              env: { PHP: "${php.host}:${php.port}" }
            php: { image: "shop/php:1", command: [php-fpm], port: 9000, health: { tcp: true } }
          """,
        source: "the manifest language: References; nginx: host not found in upstream")),
    .manifest { context, findings in
      guard let snippets = context.manifest.gateway?.snippets else { return }
      for text in snippets.all {
        for directive in SnippetReader.directives(in: text.value).flatMap(\.all) {
          guard let host = SnippetAddress.coloured(in: directive, context) else { continue }
          findings.report(
            at: findings.place(of: directive, in: text),
            context.coloured(host) == nil
              ? "'\(directive.name)' leads to '\(host)', whichever colour serves"
              : "'\(directive.name)' leads to '\(host)', and under blue-green each colour has its own host",
            help: SnippetAddress.help(for: directive, to: host))
        }
      }
    })
}

extension Gateway.Snippets {
  /// Each text, in the order of the keys.
  var all: [Located<String>] { [http, server].compactMap { $0 } + locations.map(\.text) }
}

private enum SnippetAddress {
  /// A route speaks HTTP/1.1, so what speaks something else wants a web server before it.
  static func help(for directive: SnippetDirective, to host: String) -> String {
    let isHTTP = !directive.name.hasSuffix("_pass") || directive.name == "proxy_pass"
    return isHTTP
      ? "let a route lead to the service: routes: { /path/: NAME }; nginx follows it then"
      : "run a web server of your own with this \(directive.name), and route to that one"
  }

  /// The service or one of its colours that a directive leads requests to.
  static func coloured(in directive: SnippetDirective, _ context: RuleContext) -> String? {
    let leads = directive.name.hasSuffix("_pass")
    guard leads || directive.name == "set" || directive.name == "mirror" else { return nil }
    return directive.arguments.lazy.compactMap { word in
      LiteralAddress.host(of: word, in: leads ? "HOST" : "")
    }.first { host in
      context.coloured(host) != nil
        || ["-blue", "-green"].contains { colour in
          host.hasSuffix(colour) && context.coloured(String(host.dropLast(colour.count))) != nil
        }
    }
  }
}
