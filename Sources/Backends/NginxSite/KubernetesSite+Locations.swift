import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesSite {
  /// What a server answers: static files, the routes, its own health.
  func site() -> [NginxTree] {
    var parts: [NginxTree] = []
    if let snippet = gateway.snippets.server {
      parts.append(raw(snippet.value, origin: snippet.origin))
    }
    parts.append(health())
    if let files = gateway.staticFiles { parts += staticFiles(files) }
    return parts + gateway.routes.map(route)
  }

  func health() -> NginxTree {
    location(.exact(gateway.healthPath.value), origin: gateway.healthPath.origin) {
      directive("access_log", "off")
      directive("default_type", "text/plain")
      directive("return", "200", "healthy\n")
    }
  }

  private func staticFiles(_ files: GatewayPlan.StaticPlan) -> [NginxTree] {
    let origin = files.directory.origin
    return [
      directive("root", "/usr/share/nginx/html").from(origin),
      directive("index", "index.html").from(origin),
      location(.prefix("/"), origin: origin) {
        if files.isSinglePage {
          directive("try_files", "$uri", "$uri/", "/index.html")
        } else {
          directive("try_files", "$uri", "$uri/", "=404")
        }
      },
    ]
  }

  private func route(_ route: RoutePlan) -> NginxTree {
    location(.prefix(route.prefix.value), origin: route.prefix.origin) {
      switch route.destination {
      case .volume(let key, _):
        directive("alias", "/srv/volumes/\(key.value)/").from(key.origin)
      case .service(let service):
        proxy(route, to: service)
      }
      if let snippet = route.snippet { raw(snippet.value, origin: snippet.origin) }
    }
  }

  private func proxy(_ route: RoutePlan, to service: Traced<String>) -> [NginxTree] {
    let timeout = Self.time(route.timeout.value)
    var parts: [NginxTree] = []
    if route.stripsPrefix { parts.append(stripped(route.prefix)) }
    parts.append(directive("proxy_pass", "http://\(service.value)").from(service.origin))
    parts.append(directive("proxy_http_version", "1.1"))
    parts += [
      ("Host", "$host"), ("X-Real-IP", "$remote_addr"),
      ("X-Forwarded-For", "$proxy_add_x_forwarded_for"), ("X-Forwarded-Proto", "$scheme"),
    ].map { directive("proxy_set_header", .verbatim($0.0), .verbatim($0.1)) }
    if route.isWebSocket {
      parts.append(directive("proxy_set_header", "Upgrade", "$http_upgrade"))
      parts.append(directive("proxy_set_header", "Connection", "$connection_upgrade"))
    } else {
      parts.append(directive("proxy_set_header", "Connection", ""))
    }
    parts.append(directive("proxy_connect_timeout", "5s"))
    parts.append(directive("proxy_read_timeout", timeout).from(route.timeout.origin))
    parts.append(directive("proxy_send_timeout", timeout).from(route.timeout.origin))
    if !route.isBuffered {
      parts.append(directive("proxy_buffering", "off"))
      parts.append(directive("proxy_request_buffering", "off"))
    }
    return parts
  }

  /// In nginx's own form.
  private static func time(_ duration: Duration) -> NginxText {
    let milliseconds = duration.milliseconds
    return .verbatim(
      milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms")
  }

  /// `/api/x` becomes `/x`.
  private func stripped(_ prefix: Traced<String>) -> NginxTree {
    var path = prefix.value
    while path.hasSuffix("/") { path.removeLast() }
    return directive("rewrite", .verbatim("^\(Self.quotedForRegex(path))/?(.*)$"), "/$1", "break")
      .from(prefix.origin)
  }

  private static func quotedForRegex(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
