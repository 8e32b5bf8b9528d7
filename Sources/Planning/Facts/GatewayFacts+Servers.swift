import Diagnostics
import ManifestModel

/// The servers that the world reaches.
extension GatewayFacts {
  func publicServers(_ conf: inout ConfFacts) {
    let redirects = gateway.redirect.value
    if let http = gateway.http, gateway.https != nil, !redirects, gateway.serverNames.isEmpty {
      plainServer(http, alsoSecure: true, &conf)
      return
    }
    if let http = gateway.http {
      if redirects {
        redirectingServer(http, &conf)
      } else {
        plainServer(http, alsoSecure: false, &conf)
      }
    }
    guard let https = gateway.https else { return }
    if gateway.serverNames.isEmpty {
      secureServer(https, Traced("_", from: https.origin), "tls", isDefault: true, &conf)
    }
    for (index, name) in gateway.serverNames.enumerated() {
      secureServer(https, name, name.value, isDefault: index == 0, &conf)
    }
  }

  private func names(_ conf: inout ConfFacts, from origin: Origin) {
    let names = gateway.serverNames.map(\.value)
    conf.add(
      .serverNames, FactText.arguments(names.isEmpty ? ["_"] : names),
      from: gateway.serverNames.first?.origin ?? origin)
  }

  private func plainServer(_ http: Traced<Int>, alsoSecure: Bool, _ conf: inout ConfFacts) {
    conf.block("server", from: http.origin) { conf in
      conf.add(.listen, "\(gateway.httpContainerPort) default_server", from: http.origin)
      if alsoSecure, let https = gateway.https { secureListener(https, isDefault: true, &conf) }
      names(&conf, from: http.origin)
      if alsoSecure { certificate("tls", &conf) }
      site(withChallenges: true, &conf)
    }
  }

  private func secureListener(_ https: Traced<Int>, isDefault: Bool, _ conf: inout ConfFacts) {
    let flags = isDefault ? "ssl default_server" : "ssl"
    conf.add(.listen, "\(gateway.httpsContainerPort) \(flags)", from: https.origin)
  }

  private func certificate(_ name: String, _ conf: inout ConfFacts) {
    let folder = gateway.certificates?.origin
    conf.directive("ssl_certificate", "/etc/zdc/tls/\(name).crt", from: folder)
    conf.directive("ssl_certificate_key", "/etc/zdc/tls/\(name).key", from: folder)
  }

  private func redirectingServer(_ http: Traced<Int>, _ conf: inout ConfFacts) {
    conf.block("server", from: http.origin) { conf in
      conf.add(.listen, "\(gateway.httpContainerPort) default_server", from: http.origin)
      names(&conf, from: http.origin)
      health(&conf)
      challenges(&conf)
      conf.block("location", "/", from: gateway.redirect.origin) { conf in
        let port = gateway.https?.value ?? 443
        let host = port == 443 ? "$host" : "$host:\(port)"
        conf.directive(
          "return", "308", "https://\(host)$request_uri",
          from: gateway.https?.origin ?? gateway.redirect.origin)
      }
    }
  }

  private func secureServer(
    _ https: Traced<Int>, _ name: Traced<String>, _ files: String, isDefault: Bool,
    _ conf: inout ConfFacts
  ) {
    conf.block("server", from: https.origin) { conf in
      secureListener(https, isDefault: isDefault, &conf)
      conf.add(.serverNames, FactText.arguments([name.value]), from: name.origin)
      certificate(files, &conf)
      site(withChallenges: false, &conf)
    }
  }

  private func health(_ conf: inout ConfFacts) {
    let path = gateway.healthPath
    conf.block("location", "=", path.value, from: path.origin) { conf in
      conf.directive("access_log", "off", from: path.origin)
      conf.directive("default_type", "text/plain", from: path.origin)
      conf.directive("return", "200", "healthy\n", from: path.origin)
    }
  }

  private func challenges(_ conf: inout ConfFacts) {
    conf.block("location", "/.well-known/acme-challenge/", from: origin) { conf in
      conf.directive(
        "root", isColoured ? "/etc/zdc/acme" : "/usr/share/nginx/acme", from: origin)
    }
  }

  /// What a server answers: its own health, the routes, static files.
  private func site(withChallenges: Bool, _ conf: inout ConfFacts) {
    conf.snippet(gateway.snippets.server)
    health(&conf)
    if withChallenges { challenges(&conf) }
    for route in gateway.routes { self.route(route, &conf) }
    guard let files = gateway.staticFiles else { return }
    let origin = files.directory.origin
    conf.block("location", "/", from: origin) { conf in
      conf.directive(
        "root", isColoured ? "/etc/zdc/$colour/static" : "/usr/share/nginx/html", from: origin)
      conf.directive("index", "index.html", from: origin)
      conf.directive(
        "try_files", "$uri", "$uri/", files.isSinglePage ? "/index.html" : "=404", from: origin)
    }
  }
}
