import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension NginxSite {
  /// - Parameter colour: `$colour`, a colour's name, or `nil` where there are none.
  func route(_ route: RoutePlan, colour: NginxText?) -> NginxTree {
    location(.prefix(route.prefix.value), origin: route.prefix.origin) {
      switch route.destination {
      case .volume(let key, let isPerVersion):
        // An alias ends as its prefix does: else `/static../` would leave the folder.
        let end = route.prefix.value.hasSuffix("/") ? "/" : ""
        if isPerVersion {
          directive("alias", "/srv/volumes/\(key.value)/$colour\(end)").from(key.origin)
        } else {
          directive("alias", "/srv/volumes/\(key.value)\(end)").from(key.origin)
        }
        hiddenFiles(below: route.prefix.value)
      case .service(let service):
        proxy(route, to: service, colour: colour)
      }
      if let snippet = route.snippet { raw(snippet.value, origin: snippet.origin) }
    }
  }

  /// The route as the rehearsal takes it: no snippet, no variable of the conf around it.
  func rehearsal(_ route: RoutePlan, colour: NginxText, host: String) -> NginxTree? {
    guard case .service(let service) = route.destination else { return nil }
    return location(.prefix(route.prefix.value), origin: route.prefix.origin) {
      if route.stripsPrefix { stripped(route) }
      directive("proxy_pass", "http://\(service.value)-\(verbatim: colour.token)")
        .from(service.origin)
      directive("proxy_http_version", "1.1")
      directive("proxy_set_header", "Host", .literal(host))
      directive("proxy_set_header", "X-Forwarded-Proto", rehearsedScheme)
      directive("proxy_set_header", "Connection", "")
      waiting(route)
    }
  }

  /// What visitors come by, since an application may redirect all that is not https.
  private var rehearsedScheme: NginxText {
    gateway.http == nil || gateway.redirect.value ? "https" : "http"
  }

  private func proxy(
    _ route: RoutePlan, to service: Traced<String>, colour: NginxText?
  ) -> [NginxTree] {
    var parts: [NginxTree] = []
    if route.stripsPrefix { parts.append(stripped(route)) }
    let target: NginxText =
      colour.map { "http://\(service.value)-\(verbatim: $0.token)" } ?? "http://\(service.value)"
    parts.append(directive("proxy_pass", target).from(service.origin))
    parts.append(directive("proxy_http_version", "1.1"))
    let own = route.snippetHeaders
    for (name, value) in Self.forwarded where !own.contains(name.lowercased()) {
      parts.append(directive("proxy_set_header", .verbatim(name), value))
    }
    if route.isWebSocket {
      let origin = route.flags.webSocket
      parts.append(directive("proxy_set_header", "Upgrade", "$http_upgrade").from(origin))
      parts.append(directive("proxy_set_header", "Connection", "$connection_upgrade").from(origin))
    } else {
      // Empty, so that connections to the service are kept open.
      parts.append(directive("proxy_set_header", "Connection", ""))
    }
    parts += waiting(route)
    parts.append(
      directive("proxy_send_timeout", Self.time(route.timeout.value)).from(route.timeout.origin))
    if !route.isBuffered {
      let origin = route.flags.buffering
      parts.append(directive("proxy_buffering", "off").from(origin))
      parts.append(directive("proxy_request_buffering", "off").from(origin))
    }
    return parts
  }

  /// Another server is tried where one takes no connection, and never where one is slow: a request
  /// that took all of its time would take it once more, and from a second replica.
  private func waiting(_ route: RoutePlan) -> [NginxTree] {
    let timeout = Self.time(route.timeout.value)
    return [
      directive("proxy_connect_timeout", Self.time(route.connectTimeout(times)))
        .from(route.timeout.origin),
      directive("proxy_next_upstream_timeout", timeout).from(route.timeout.origin),
      directive("proxy_read_timeout", timeout).from(route.timeout.origin),
    ]
  }

  private static let forwarded: [(String, NginxText)] = [
    ("Host", "$client_host"), ("X-Real-IP", "$remote_addr"),
    ("X-Forwarded-For", "$proxy_add_x_forwarded_for"), ("X-Forwarded-Proto", "$scheme"),
  ]

  /// In nginx's own form.
  private static func time(_ duration: Duration) -> NginxText {
    let milliseconds = duration.milliseconds
    return .verbatim(
      milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms")
  }

  /// `/api/x` becomes `/x`: a `proxy_pass` with a variable passes the path as it came.
  private func stripped(_ route: RoutePlan) -> NginxTree {
    var path = route.prefix.value
    while path.hasSuffix("/") { path.removeLast() }
    return directive("rewrite", .verbatim("^\(Self.quotedForRegex(path))/?(.*)$"), "/$1", "break")
      .from(route.flags.stripPrefix?.and([route.prefix.origin.range]))
  }

  static func quotedForRegex(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
