internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route to a port at which another protocol is spoken.
  static let routeSpeaksHTTP = ManifestRule(
    Rule(
      DiagnosticCode(140), .error, .fixed,
      "a routed service speaks HTTP at its port",
      page: RulePage(
        breaks: """
          The gateway asks by plain HTTP. PHP-FPM speaks FastCGI and closes the connection, and a \
          server that takes only TLS answers 400: every request fails, at the rehearsal already.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: 1️⃣php } }
          services:
            php: { image: "php:8.3-fpm", command: [php-fpm], port: 9000, health: { tcp: true } }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
          services:
            web:
              build: ./web               # nginx with fastcgi_pass to php:9000
              port: 80
              command: [nginx, -g, daemon off;]
              health: /up
              env: { PHP: "${php.host}:${php.port}" }
            php: { image: "php:8.3-fpm", command: [php-fpm], port: 9000, health: { tcp: true } }
          """,
        source: "nginx: ngx_http_proxy_module and ngx_http_fastcgi_module; PHP-FPM listens on 9000")
    ),
    .manifest { context, findings in
      var told: Set<String> = []
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination,
          let service = context.service(name.value), told.insert(name.value).inserted
        else { continue }
        let notes = [Diagnostic.Note("the service is declared here", at: service.name.range)]
        if service.isFastCGI {
          findings.report(
            at: name.range,
            "the gateway speaks HTTP, and '\(name.value)' is PHP-FPM, which does not",
            help: "route to a web server of your own with fastcgi_pass to ${\(name.value).host}",
            notes: notes)
        } else if let scheme = service.scheme, !["http", "ws"].contains(scheme.value) {
          findings.report(
            at: scheme.range,
            "the gateway speaks plain HTTP to '\(name.value)', not \(scheme.value)",
            help: "let the service listen for HTTP on 'port'; the gateway ends TLS")
        } else if service.scheme == nil, let spoken = KnownImage.scheme(of: service.image?.value),
          spoken != "http"
        {
          findings.report(
            at: name.range,
            "the gateway speaks HTTP, and '\(name.value)' is an image that speaks \(spoken)",
            help: "publish its port, or write scheme: http where its 'port' is one of HTTP",
            notes: notes)
        }
      }
    })
}

extension ServiceKeys {
  /// Whether its image is one whose only server is PHP-FPM, by its name: `php:8.3-fpm-alpine`.
  var isFastCGI: Bool {
    guard build == nil, let image = image?.value.segments.compactMap(\.literalPart).joined()
    else { return false }
    let tag = image.split(separator: "/").last?.split(separator: ":").dropFirst().first ?? ""
    return tag.split(separator: "-").contains("fpm")
      || image.split(separator: "/").last?.split(separator: ":").first?.hasSuffix("-fpm") == true
  }
}
