internal import Diagnostics
internal import ManifestModel

/// What zdc writes into a gateway's conf, by the block that it stands in, and what a snippet there can
/// say instead.
struct WrittenDirectives {
  struct Fault {
    let message: String
    let help: String
  }

  private let gateway: Gateway
  private let onKubernetes: Bool
  private let onDocker: Bool
  private let onBlueGreen: Bool

  init(_ gateway: Gateway, for targets: [Target]) {
    self.gateway = gateway
    onKubernetes = targets.contains(.kubernetes)
    onDocker = targets.contains { $0 != .kubernetes }
    onBlueGreen = targets.contains(.blueGreen)
  }

  /// Variables that decide where requests go.
  private static let variables = named.union(Gateway.securityHeaders.map { "$\($0.variable)" })
  private static let named: Set<String> = [
    "$colour", "$serial", "$connection_upgrade", "$client_host", "$client_port", "$client_scheme",
    "$colour_before", "$zdc_dollar", "$zdc_trusted", "$loaded", "$loaded_blue", "$loaded_green",
    "$loaded_tls", "$zdc_live", "$zdc_serial", "$zdc_counted",
  ]
  private static let ofServer: Set<String> = [
    "access_log", "default_type", "server_tokens", "sendfile", "absolute_redirect",
    "keepalive_min_timeout", "client_max_body_size",
  ]
  private static let ofDocker: Set<String> = ["resolver", "resolver_timeout"]
  private static let ofTLS: Set<String> = ["ssl_session_cache", "ssl_session_timeout"]
  private static let ofKubernetes: Set<String> = [
    "client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path",
    "scgi_temp_path",
  ]
  private static let ofTrust: Set<String> = [
    "set_real_ip_from", "real_ip_header", "real_ip_recursive",
  ]
  private static let ofGzip: Set<String> = [
    "gzip", "gzip_vary", "gzip_proxied", "gzip_min_length", "gzip_types",
  ]
  /// What each route to a service has, and what its keys are.
  private static let ofRoutes: [String: String] = [
    "proxy_set_header": "write it into snippets.location of the route",
    "proxy_http_version": "remove it",
    "proxy_connect_timeout": "remove it: it follows from the route's timeout",
    "proxy_next_upstream_timeout": "write timeout at the route",
    "proxy_read_timeout": "write timeout at the route",
    "proxy_send_timeout": "write timeout at the route",
  ]

  func inHTTP(_ directive: SnippetDirective) -> Fault? {
    let name = directive.name
    if name == "client_max_body_size" {
      return twice(name, help: "write gateway: { maxBodySize: … }")
    }
    if isOfTrust(name) { return twice(name, help: "write gateway: { trust: […] }") }
    if name == "limit_req_status", gateway.routes.contains(where: { $0.rateLimit != nil }) {
      return twice(name, help: "put it into snippets.server, which takes the place of zdc's")
    }
    let isWritten =
      Self.ofServer.contains(name) || (onDocker && Self.ofDocker.contains(name))
      || (gateway.https != nil && Self.ofTLS.contains(name))
      || (gateway.gzip?.value == true && Self.ofGzip.contains(name))
      || (onBlueGreen && name == "uninitialized_variable_warn")
    if isWritten {
      return twice(name, help: "put it into snippets.server, which takes the place of zdc's")
    }
    if onKubernetes, Self.ofKubernetes.contains(name) {
      return twice(name, help: "remove it: nothing but /tmp can be written there")
    }
    return ineffective(name)
  }

  func inServer(_ directive: SnippetDirective) -> Fault? {
    let name = directive.name
    switch name {
    case "server_name":
      return twice(name, help: "write gateway: { serverNames: […] }")
    case "root" where onBlueGreen:
      return twice(
        name, help: "put it into a location: under blue-green it says which colour serves")
    case "http2" where gateway.https != nil: return twice(name, help: "remove it")
    case _ where isOfTrust(name): return twice(name, help: "write gateway: { trust: […] }")
    case "location": return location(directive.arguments)
    default: return ineffective(name)
    }
  }

  /// - Parameter route: `nil` of the static files.
  func inLocation(_ directive: SnippetDirective, of route: Route?) -> Fault? {
    let name = directive.name
    if name == "allow" || name == "deny", let route, route.allow != nil || !route.deny.isEmpty {
      return twice(name, help: "write it at the route: of lines that fit nginx takes the first")
    }
    if name.hasPrefix("auth_basic"), route?.login != nil {
      return twice(name, help: "remove it: 'auth' says it")
    }
    guard let route, case .service = route.destination else {
      let own: Set<String> = route == nil ? ["root", "alias", "try_files"] : ["root", "alias"]
      return own.contains(name)
        ? twice(name, help: "put a location of your own into snippets.server") : nil
    }
    if name == "proxy_set_header" {
      let header = directive.arguments.first ?? ""
      let isGiven = route.headers?.request.contains {
        $0.name.value.lowercased() == header.lowercased()
      }
      if isGiven == true { return twice(name, help: "remove it: 'headers.request' says it") }
      return self.header(header)
    }
    if name == "rewrite", route.rewrite != nil || route.stripPrefix?.value == true {
      return twice(name, help: "remove it: the route says what becomes of its path")
    }
    if let help = Self.ofRoutes[name] { return twice(name, help: help) }
    if name == "proxy_buffering" ? !route.buffersAnswers : route.bufferRequests?.value == false,
      ["proxy_buffering", "proxy_request_buffering"].contains(name)
    {
      return twice(name, help: "remove it: '\(route.unbuffered)' says it")
    }
    return nil
  }

  /// A definition of one of zdc's variables.
  func variable(_ directive: SnippetDirective) -> Fault? {
    let defined: String? =
      switch directive.name {
      case "set", "auth_request_set", "js_set", "js_var", "perl_set": directive.arguments.first
      case "map", "geo", "split_clients": directive.arguments.last
      default: nil
      }
    guard let defined, Self.variables.contains(defined) else { return nil }
    return Fault(
      message: "'\(defined)' is a variable of zdc's own", help: "give yours another name")
  }

  /// Of the other headers a snippet's own takes the place of zdc's.
  private func header(_ name: String) -> Fault? {
    switch name.lowercased() {
    case "connection", "upgrade":
      Fault(
        message: "zdc sends the header '\(name)' itself",
        help: "remove it; for WebSockets write websocket: true at the route")
    default: nil
    }
  }

  private func location(_ words: ArraySlice<String>) -> Fault? {
    let words = Array(words)
    guard let path = words.last, words.count == 1 || ["=", "^~"].contains(words[0]) else {
      return nil
    }
    let isExact = words.count == 2 && words[0] == "="
    let health = gateway.health?.value ?? "/nginx-health"
    let answersChallenges =
      gateway.http != nil && !(gateway.redirect?.value ?? (gateway.https != nil))
    let isWritten =
      isExact
      ? path == health || gateway.routes.contains { $0.match == .exact(path) }
      : gateway.routes.contains { $0.match == .prefix(path) }
        || (path == "/" && gateway.staticFiles != nil)
        || (path == "/.well-known/acme-challenge/" && answersChallenges)
    guard isWritten else { return nil }
    return Fault(
      message: "there is a location '\(path)' already",
      help: isExact && path == health
        ? "write gateway: { health: /another }" : "put its text into snippets.location")
  }

  private func isOfTrust(_ name: String) -> Bool {
    !gateway.trust.isEmpty && Self.ofTrust.contains(name)
  }

  private func twice(_ name: String, help: String) -> Fault {
    Fault(message: "zdc writes '\(name)' at this place itself", help: help)
  }

  /// Something around routes that each of them has of its own.
  private func ineffective(_ name: String) -> Fault? {
    guard
      gateway.routes.contains(where: { if case .service = $0.destination { true } else { false } }),
      let help = Self.ofRoutes[name]
    else { return nil }
    return Fault(message: "'\(name)' has no effect here: each route has its own", help: help)
  }
}

extension Route {
  fileprivate var buffersAnswers: Bool { bufferAnswers?.value ?? (events?.value != true) }

  fileprivate var unbuffered: String {
    bufferAnswers == nil && events?.value == true ? "events: true" : "buffering: false"
  }
}
