import Diagnostics
import OutputTrees
import Planning

extension NginxSite {
  /// The servers that the world reaches.
  func publicServers() -> [NginxTree] {
    if gateway.http != nil, gateway.https != nil, !gateway.redirect.value,
      gateway.serverNames.isEmpty
    {
      return [plainServer(alsoSecure: true)]
    }
    var servers: [NginxTree] = []
    if gateway.http != nil {
      servers.append(gateway.redirect.value ? redirectingServer() : plainServer(alsoSecure: false))
    }
    if gateway.https != nil { servers += secureServers() }
    return servers
  }

  private var names: [NginxText] {
    gateway.serverNames.isEmpty ? ["_"] : gateway.serverNames.map { .verbatim($0.value) }
  }

  /// - Parameter alsoSecure: one server for both, where they answer the same.
  private func plainServer(alsoSecure: Bool) -> NginxTree {
    block("server", origin: gateway.http?.origin) {
      directive("listen", "\(gateway.httpContainerPort)", "default_server")
        .from(gateway.http?.origin)
      if alsoSecure {
        secureListener(isDefault: true)
        http2
      }
      directive("server_name", arguments: names).from(.joined(gateway.serverNames.map(\.origin)))
      if alsoSecure { certificate("tls") }
      followed
      site(withChallenges: true)
    }
  }

  private func secureListener(isDefault: Bool) -> NginxTree {
    let port: NginxText = "\(gateway.httpsContainerPort)"
    let arguments = isDefault ? [port, "ssl", "default_server"] : [port, "ssl"]
    return directive("listen", arguments: arguments).from(gateway.https?.origin)
  }

  private var http2: NginxTree { directive("http2", "on").from(gateway.https?.origin) }

  /// - Parameter named: where the name stands in the manifest.
  private func certificate(_ name: String, _ named: Origin? = nil) -> [NginxTree] {
    let origin = Origin.joined([gateway.certificates?.origin, named].compactMap { $0 })
    return [
      directive("ssl_certificate", "/etc/zdc/tls/\(name).crt").from(origin),
      directive("ssl_certificate_key", "/etc/zdc/tls/\(name).key").from(origin),
    ]
  }

  private func redirectingServer() -> NginxTree {
    let port = gateway.redirectPort
    let target: NginxText =
      port == 443 ? "https://$host$request_uri" : "https://$host:\(port)$request_uri"
    return block("server", origin: gateway.http?.origin) {
      directive("listen", "\(gateway.httpContainerPort)", "default_server")
        .from(gateway.http?.origin)
      directive("server_name", arguments: names).from(.joined(gateway.serverNames.map(\.origin)))
      followed
      health()
      challenges()
      location(.prefix("/"), origin: gateway.redirect.origin) {
        directive("return", "308", target)
          .from(gateway.redirect.origin.and([gateway.https?.origin.range].compactMap { $0 }))
      }
    }
  }

  /// One server a name where there are names, each with its own certificate.
  private func secureServers() -> [NginxTree] {
    guard !gateway.serverNames.isEmpty else { return [secureServer("_", "tls", isDefault: true)] }
    return gateway.serverNames.enumerated().map { index, name in
      secureServer(
        .verbatim(name.value), name.value, isDefault: index == 0, origin: name.origin)
    }
  }

  private func secureServer(
    _ name: NginxText, _ certificate: String, isDefault: Bool, origin: Origin? = nil
  ) -> NginxTree {
    block("server", origin: gateway.https?.origin) {
      secureListener(isDefault: isDefault)
      http2
      directive("server_name", name).from(origin)
      self.certificate(certificate, origin)
      followed
      site(withChallenges: false)
    }
  }

  private func health() -> NginxTree {
    location(.exact(gateway.healthPath.value), origin: gateway.healthPath.origin) {
      directive("access_log", "off")
      directive("default_type", "text/plain")
      directive("return", "200", "healthy\n")
    }
  }

  private func challenges() -> NginxTree {
    let path = "/.well-known/acme-challenge/"
    // A route's expression may fit too.
    return location(gateway.expressions.isEmpty ? .prefix(path) : .decisivePrefix(path)) {
      directive("root", isColoured ? "/etc/zdc/acme" : "/usr/share/nginx/acme")
    }
  }

  /// What a server answers: its own health, the routes, static files.
  private func site(withChallenges: Bool) -> [NginxTree] {
    var parts: [NginxTree] = []
    if let snippet = gateway.snippets.server {
      parts.append(raw(snippet.value, origin: snippet.origin))
      if isColoured, gateway.snippetCounts { parts.append(counted) }
    }
    parts.append(health())
    if withChallenges { parts.append(challenges()) }
    parts += gateway.routes.map { route($0, colour: isColoured ? "$colour" : nil) }
    if let files = gateway.staticFiles { parts.append(staticFiles(files)) }
    parts += filesBefore
    return parts
  }
}
