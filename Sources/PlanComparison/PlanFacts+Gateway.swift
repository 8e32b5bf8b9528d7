internal import Diagnostics
internal import ManifestModel
internal import Planning

extension PlanFacts {
  mutating func gateway(_ gateway: GatewayPlan) {
    turn(to: .service, gateway.name.value)
    add("role", "gateway", .replaces, from: gateway.name.origin)
    add("image", gateway.builtImage ?? gateway.image)
    add("replicas", gateway.replicas, .scales)
    let listening: PlanFact.Effect = plan.target == .blueGreen ? .replaces : .conf
    add("listen.http", gateway.http, listening)
    add("listen.https", gateway.https, listening)
    add("listen.redirect", gateway.redirect, .conf)
    add("tls.certificates", gateway.certificates, .conf)
    add("health", gateway.healthPath)
    for name in gateway.serverNames {
      add("serverNames.\(name.value)", "yes", .conf, from: name.origin)
    }
    add("maxBodySize", gateway.maxBodySize, .conf)
    add("drain", gateway.workerShutdownSeconds.map { Duration(seconds: $0) }, .conf)
    if let files = gateway.staticFiles {
      add("static.directory", files.directory, plan.target == .blueGreen ? .conf : .replaces)
      add("static.spa", "\(files.isSinglePage)", .conf, from: files.directory.origin)
    }
    for route in gateway.routes { self.route(route) }
    for upstream in gateway.upstreams {
      add("upstreams.\(upstream.service.value)", upstream.port, .conf)
    }
    add("snippets.http", gateway.snippets.http, .conf)
    add("snippets.server", gateway.snippets.server, .conf)
    add("stop.grace", gateway.stop.graceSeconds.map { Duration(seconds: $0) })
  }

  private mutating func route(_ route: RoutePlan) {
    let name = "routes.\(route.prefix.value)"
    switch route.destination {
    case .service(let service):
      add(name, "service \(service.value)", .conf, from: service.origin)
      add("\(name).timeout", route.timeout, .conf)
      add("\(name).websocket", "\(route.isWebSocket)", .conf, from: origin(route.flags.webSocket))
      add(
        "\(name).stripPrefix", "\(route.stripsPrefix)", .conf,
        from: origin(route.flags.stripPrefix))
      add("\(name).buffering", "\(route.isBuffered)", .conf, from: origin(route.flags.buffering))
    case .volume(let key, _): add(name, "volume \(key.value)", .conf, from: key.origin)
    }
    add("\(name).snippet", route.snippet, .conf)

    func origin(_ written: Origin?) -> Origin {
      written ?? Origin(route.prefix.origin.range, reason: "default")
    }
  }
}
