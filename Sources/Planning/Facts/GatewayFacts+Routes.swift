import Diagnostics
import ManifestModel

/// The locations of the manifest's routes.
extension GatewayFacts {
  func route(_ route: RoutePlan, _ conf: inout ConfFacts) {
    conf.block("location", route.prefix.value, from: route.prefix.origin) { conf in
      switch route.destination {
      case .volume(let key, let isPerVersion):
        let end = route.prefix.value.hasSuffix("/") ? "/" : ""
        let colour = isPerVersion ? "/$colour" : ""
        conf.add(.routeVolume, "/srv/volumes/\(key.value)\(colour)\(end)", from: key.origin)
      case .service(let service): proxy(route, to: service, &conf)
      }
      conf.snippet(route.snippet)
    }
  }

  private func proxy(_ route: RoutePlan, to service: Traced<String>, _ conf: inout ConfFacts) {
    let prefix = route.prefix.origin
    if route.stripsPrefix { stripped(route.prefix, &conf) }
    let end = isColoured ? "-$colour" : ""
    conf.add(.routeService, "http://\(service.value)\(end)", from: service.origin)
    conf.directive("proxy_http_version", "1.1", from: prefix)
    conf.header("Host", "$host", from: prefix)
    conf.header("X-Real-IP", "$remote_addr", from: prefix)
    conf.header("X-Forwarded-For", "$proxy_add_x_forwarded_for", from: prefix)
    conf.header("X-Forwarded-Proto", "$scheme", from: prefix)
    if route.isWebSocket {
      conf.header("Upgrade", "$http_upgrade", from: prefix)
      conf.header("Connection", "$connection_upgrade", from: prefix)
    } else {
      conf.header("Connection", "\"\"", from: prefix)
    }
    conf.directive("proxy_connect_timeout", "10s", from: prefix)
    let timeout = route.timeout
    for name in ["proxy_read_timeout", "proxy_send_timeout"] {
      conf.add(.routeTimeout, key: name, timeout.value.description, from: timeout.origin)
    }
    guard !route.isBuffered else { return }
    conf.directive("proxy_buffering", "off", from: prefix)
    conf.directive("proxy_request_buffering", "off", from: prefix)
  }

  /// `/api/x` becomes `/x`.
  private func stripped(_ prefix: Traced<String>, _ conf: inout ConfFacts) {
    var path = Substring(prefix.value)
    while path.hasSuffix("/") { path.removeLast() }
    let quoted = path.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
    conf.directive("rewrite", "^\(quoted)/?(.*)$", "/$1", "break", from: prefix.origin)
  }

  /// A route as the rehearsal asks it: no snippet, no variable of the conf around it.
  func rehearsal(
    _ route: RoutePlan, colour: Colour, host: Traced<String>, _ conf: inout ConfFacts
  ) {
    guard case .service(let service) = route.destination else { return }
    let prefix = route.prefix.origin
    conf.block("location", route.prefix.value, from: prefix) { conf in
      if route.stripsPrefix { stripped(route.prefix, &conf) }
      conf.add(
        .routeService, "http://\(service.value)-\(colour.rawValue)", from: service.origin)
      conf.directive("proxy_http_version", "1.1", from: prefix)
      conf.header("Host", FactText.arguments([conf.literal(host.value)]), from: host.origin)
      let isSecure = gateway.http == nil || gateway.redirect.value
      conf.header("X-Forwarded-Proto", isSecure ? "https" : "http", from: gateway.redirect.origin)
      conf.header("Connection", "\"\"", from: prefix)
      conf.directive("proxy_connect_timeout", "10s", from: prefix)
      conf.add(
        .routeTimeout, key: "proxy_read_timeout", route.timeout.value.description,
        from: route.timeout.origin)
    }
  }
}
