import Diagnostics
import ManifestModel

/// The confs of blue-green: both colours' upstreams are loaded, and a map says which one serves.
extension GatewayFacts {
  /// The listener that no published port reaches.
  static let internalListener = "127.0.0.1:8079"

  func blueGreenConf() -> ArtefactFacts {
    let facts = conf { conf in
      basics(&conf)
      conf.block("map", "", "$colour", from: origin) {
        $0.directive("default", "blue", from: origin)
        $0.directive("include", "state/colour.map", from: origin)
      }
      conf.block("map", "", "$serial", from: origin) {
        $0.directive("default", "0", from: origin)
        $0.directive("include", "state/serial.map", from: origin)
      }
      conf.directive("include", "upstreams/blue.conf", from: origin)
      conf.directive("include", "upstreams/green.conf", from: origin)
      conf.snippet(gateway.snippets.http)
      internalServer(&conf)
      publicServers(&conf)
    }
    return ArtefactFacts(
      path: "docker/nginx/nginx-blue-green.conf", target: plan.target, facts: facts)
  }

  private func internalServer(_ conf: inout ConfFacts) {
    conf.block("server", from: origin) { conf in
      conf.add(.listen, "\(Self.internalListener) default_server", from: origin)
      conf.directive("access_log", "off", from: origin)
      conf.block("location", "=", "/zdc/colour", from: origin) {
        $0.directive("default_type", "text/plain", from: origin)
        $0.directive("return", "200", "$colour $serial\n", from: origin)
      }
      for upstream in gateway.upstreams { health(upstream, colour: "$colour", &conf) }
    }
  }

  func upstreamConf(_ colour: Colour) -> ArtefactFacts {
    var conf = ConfFacts()
    for upstream in gateway.upstreams {
      let name = "\(upstream.service.value)-\(colour.rawValue)"
      self.upstream(name, address: name, of: upstream, &conf)
    }
    conf.block("server", from: origin) { conf in
      conf.add(.listen, Self.internalListener, from: origin)
      conf.add(.serverNames, "\(colour.rawValue).zdc", from: origin)
      conf.directive("access_log", "off", from: origin)
      for upstream in gateway.upstreams { health(upstream, colour: colour.rawValue, &conf) }
      guard
        plan.strategy.confirmPaths.contains(where: { !$0.isDirect })
          || !plan.strategy.comparedPaths.isEmpty
      else { return }
      let host = gateway.serverNames.first ?? Traced("127.0.0.1", from: origin)
      for route in gateway.routes { rehearsal(route, colour: colour, host: host, &conf) }
    }
    return ArtefactFacts(
      path: "docker/nginx/upstreams/\(colour.rawValue).conf", target: plan.target,
      facts: conf.list.facts)
  }

  /// Goes straight to the service, never through routes or static files.
  private func health(_ upstream: UpstreamPlan, colour: String, _ conf: inout ConfFacts) {
    guard case .http(let probe)? = upstream.health?.probe else { return }
    let service = upstream.service
    let origin = probe.path.origin
    let given = probe.headers.first { $0.name.lowercased() == "host" }?.value
    let host =
      given ?? Traced("127.0.0.1:\(upstream.port.value)", from: upstream.port.origin)
    conf.block("location", "=", "/zdc/health/\(service.value)", from: origin) { conf in
      conf.header("Host", FactText.arguments([conf.literal(host.value)]), from: host.origin)
      conf.header("Connection", "\"\"", from: origin)
      for header in probe.headers where header.name.lowercased() != "host" {
        let value = conf.literal(header.value.value)
        conf.header(header.name, FactText.arguments([value]), from: header.value.origin)
      }
      conf.directive("proxy_http_version", "1.1", from: origin)
      let address = "http://\(service.value)-\(colour)" + conf.literal(probe.path.value)
      conf.add(
        .routeService, FactText.arguments([address]),
        from: origin.and([service.origin.range]))
    }
  }

  /// The conf under Swarm: `tasks.SERVICE` gives the tasks' own addresses.
  func swarmConf() -> ArtefactFacts {
    let facts = conf { conf in
      basics(&conf)
      for upstream in gateway.upstreams {
        let name = upstream.service.value
        self.upstream(name, address: "tasks.\(name)", of: upstream, &conf)
      }
      conf.snippet(gateway.snippets.http)
      publicServers(&conf)
    }
    return ArtefactFacts(
      path: "docker/nginx/nginx-swarm.conf", target: plan.target, facts: facts)
  }
}
