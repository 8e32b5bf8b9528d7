import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension NginxSite {
  /// - Parameter colour: `$colour`, a colour's name, or `nil` where there are none.
  func route(_ route: RoutePlan, colour: NginxText?) -> NginxTree {
    location(route.match.location, origin: route.key.origin) {
      access(route)
      switch route.destination {
      case .volume(let key, let isPerVersion):
        // An alias ends as its prefix does: else `/static../` would leave the folder.
        let end = route.key.value.hasSuffix("/") ? "/" : ""
        if isPerVersion {
          directive("alias", "/srv/volumes/\(key.value)/$colour\(end)").from(key.origin)
        } else {
          directive("alias", "/srv/volumes/\(key.value)\(end)").from(key.origin)
        }
        hiddenFiles(below: route.key.value)
        if isPerVersion { hashedFiles(of: route) }
      case .service(let service):
        proxy(route, to: service, colour: colour)
      case .redirect(let target, let status):
        redirect(route, to: target, status)
      }
      responseHeaders(route)
      if let snippet = route.snippet { raw(snippet.value, origin: snippet.origin) }
      if isColoured, route.snippetCounts { counted }
    }
  }

  /// The route as the rehearsal takes it: no snippet, no variable of the conf around it.
  func rehearsal(_ route: RoutePlan, colour: NginxText, host: String) -> NginxTree? {
    guard case .service(let service) = route.destination else { return nil }
    return location(route.match.location, origin: route.key.origin) {
      asked(route)
      directive("proxy_pass", "http://\(service.value)-\(verbatim: colour.token)")
        .from(service.origin)
      directive("proxy_http_version", "1.1")
      let own = Set(route.requestHeaders.map { $0.name.lowercased() })
      if !own.contains("host") { directive("proxy_set_header", "Host", .literal(host)) }
      if !own.contains("x-forwarded-proto") {
        directive("proxy_set_header", "X-Forwarded-Proto", rehearsedScheme)
      }
      if !own.contains("x-forwarded-host") {
        directive("proxy_set_header", "X-Forwarded-Host", .literal(host))
      }
      directive("proxy_set_header", "Connection", "")
      requestHeaders(route.requestHeaders)
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
    if let asked = asked(route) { parts.append(asked) }
    let colour = gateway.isColoured(service.value) ? colour : nil
    let target: NginxText =
      colour.map { "http://\(service.value)-\(verbatim: $0.token)" } ?? "http://\(service.value)"
    parts.append(directive("proxy_pass", target).from(service.origin))
    parts.append(directive("proxy_http_version", "1.1"))
    let own = route.snippetHeaders.union(route.requestHeaders.map { $0.name.lowercased() })
    for (name, value) in forwarded where !own.contains(name.lowercased()) {
      parts.append(directive("proxy_set_header", .verbatim(name), value))
    }
    // The password is the gateway's.
    if let login = route.login, !own.contains("authorization") {
      parts.append(directive("proxy_set_header", "Authorization", "").from(login.origin))
    }
    if route.isWebSocket {
      let origin = route.flags.webSocket
      parts.append(directive("proxy_set_header", "Upgrade", "$http_upgrade").from(origin))
      parts.append(directive("proxy_set_header", "Connection", "$connection_upgrade").from(origin))
    } else {
      // Empty, so that connections to the service are kept open.
      parts.append(directive("proxy_set_header", "Connection", ""))
    }
    parts += requestHeaders(route.requestHeaders)
    parts += waiting(route)
    parts.append(
      directive("proxy_send_timeout", Self.time(route.timeout.value)).from(route.timeout.origin))
    if !route.buffersAnswers {
      parts.append(directive("proxy_buffering", "off").from(route.flags.bufferAnswers))
    }
    if !route.buffersRequests {
      parts.append(directive("proxy_request_buffering", "off").from(route.flags.bufferRequests))
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

  /// What a client says of these itself is not passed on. `Forwarded` is what Rack and Spring believe
  /// before all others.
  private var forwarded: [(String, NginxText)] {
    [
      ("Host", "$client_host"), ("X-Real-IP", "$remote_addr"), ("X-Forwarded-For", "$remote_addr"),
      ("X-Forwarded-Proto", clientScheme), ("X-Forwarded-Host", "$client_host"), ("Forwarded", ""),
    ]
  }

  /// In nginx's own form.
  private static func time(_ duration: Duration) -> NginxText {
    let milliseconds = duration.milliseconds
    return .verbatim(
      milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms")
  }
}

extension RouteMatch {
  var location: NginxLocation {
    switch self {
    case .prefix(let path): .prefix(path)
    case .exact(let path): .exact(path)
    case .expression(let expression):
      expression.ignoresCase ? .caselessRegex(expression.text) : .regex(expression.text)
    }
  }
}
