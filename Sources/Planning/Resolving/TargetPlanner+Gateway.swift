import Diagnostics
import ManifestModel

extension TargetPlanner {
  func gatewayPlan(_ gateway: Gateway, into log: inout DiagnosticLog) -> GatewayPlan {
    let name =
      gateway.name.map(Traced.init)
      ?? Traced("nginx", from: Origin(gateway.range, reason: "default: nginx"))
    let isBuilt = gateway.staticFiles != nil && target != .blueGreen
    guard let solved = times.gateway else { preconditionFailure("a gateway has its times") }
    return GatewayPlan(
      name: name,
      range: gateway.range,
      image: gateway.image.map { text($0, colour: nil, into: &log) }
        ?? DeployText(
          "nginx:1.29-alpine", from: Origin(gateway.range, reason: "default: nginx:1.29-alpine")),
      builtImage: isBuilt ? builtGatewayImage(gateway, name: name.value) : nil,
      isPushed: isBuilt && manifest.registry != nil,
      containerName: "\(project.prefix.value)-\(name.value)",
      replicas: gatewayReplicas(gateway),
      http: gateway.http.map(Traced.init),
      https: gateway.https.map(Traced.init),
      address: target == .blueGreen ? gateway.address.map(Traced.init) : nil,
      httpContainerPort: containerPorts.http,
      httpsContainerPort: containerPorts.https,
      redirect: gateway.redirect.map(Traced.init)
        ?? Traced(
          gateway.http != nil && gateway.https != nil,
          from: Origin(gateway.range, reason: "default: redirect where both are given")),
      certificates: gateway.certificates.map(hostPath),
      healthPath: gateway.health.map(Traced.init)
        ?? Traced("/nginx-health", from: Origin(gateway.range, reason: "default: /nginx-health")),
      networks: networks(gateway.networks),
      serverNames: gateway.serverNames.map(Traced.init),
      maxBodySize: gateway.maxBodySize.map(Traced.init)
        ?? Traced(.usualBody, from: Origin(gateway.range, reason: "default: 64Mi")),
      gzip: gateway.gzip.map(Traced.init)
        ?? Traced(false, from: Origin(gateway.range, reason: "default: gzip false")),
      logFormat: gateway.logFormat.map(Traced.init)
        ?? Traced(.combined, from: Origin(gateway.range, reason: "default: combined")),
      securityHeaders: gateway.securityHeaders.map(Traced.init)
        ?? Traced(false, from: Origin(gateway.range, reason: "default: securityHeaders false")),
      trust: gateway.trust.map(Traced.init),
      staticFiles: gateway.staticFiles.map {
        GatewayPlan.StaticPlan(
          directory: hostPath($0.directory), isSinglePage: $0.spa?.value ?? false)
      },
      routes: zip(gateway.routes, solved.timeouts).enumerated().map { index, route in
        routePlan(route.0, number: index + 1, timeout: route.1, snippets: gateway.snippets)
      },
      upstreams: upstreamPlans(gateway, into: &log),
      snippets: GatewayPlan.SnippetsPlan(
        http: gateway.snippets.http.map(Traced.init),
        server: gateway.snippets.server.map(Traced.init)),
      workerShutdownSeconds: solved.workerShutdown.map(\.secondsRoundedUp),
      keepaliveMinimumSeconds: solved.keepaliveMinimum.map(\.secondsRoundedUp),
      stop: gatewayStop(solved),
      check: gatewayCheck(gateway),
      rolling: GatewayRollingPlan(
        order: gatewayOrder(gateway), pause: solved.rolling.pause, monitor: solved.rolling.monitor,
        progress: solved.rolling.progress),
      logging: loggingPlan(nil, of: [name.value], at: gateway.range, into: &log),
      resources: resourcesPlan(nil, at: gateway.range))
  }

  private func gatewayCheck(_ gateway: Gateway) -> GatewayCheckPlan {
    let isPlain = gateway.http != nil
    return GatewayCheckPlan(
      isPlain: isPlain,
      port: isPlain ? containerPorts.http : containerPorts.https, times: times.engine.gatewayCheck)
  }

  /// Where gateways hold the hosts' own ports, the old one has to go first.
  private func gatewayOrder(_ gateway: Gateway) -> Traced<Strategy.Order> {
    guard target == .swarm else {
      return Traced(.startFirst, from: Origin(gateway.range, reason: "fixed for the gateway"))
    }
    return swarmSettings.publish.map { $0 == .host ? .stopFirst : .startFirst }
  }

  private var containerPorts: (http: Int, https: Int) {
    target == .kubernetes ? (8080, 8443) : (80, 443)
  }

  private func builtGatewayImage(_ gateway: Gateway, name: String) -> DeployText {
    // The tag follows the static files and the conf, not `version`: an unchanged gateway stays.
    ownImageName(
      name, tag: [.variable(name: "GATEWAY_TAG", .required())],
      from: Origin(
        gateway.staticFiles?.directory.range ?? gateway.range, reason: "static files are baked in"))
  }

  private func gatewayReplicas(_ gateway: Gateway) -> Traced<Int> {
    if let replicas = gateway.replicas { return Traced(replicas) }
    return target == .blueGreen
      ? Traced(1, from: Origin(gateway.range, reason: "one gateway owns the host's ports"))
      : Traced(2, from: Origin(gateway.range, reason: "default: 2"))
  }

  /// nginx finishes what is under way by itself; the pause is until nobody sends it anything new.
  private func gatewayStop(_ solved: GatewayTimes) -> StopPlan {
    StopPlan(
      signal: Traced(
        "SIGQUIT", from: Origin(solved.grace.origin.range, reason: "nginx drains on SIGQUIT")),
      graceSeconds: solved.grace.map(\.secondsRoundedUp),
      pauseSeconds: solved.pause.map(\.secondsRoundedUp))
  }

  private func routePlan(
    _ route: Route, number: Int, timeout: Traced<Duration>, snippets: Gateway.Snippets
  ) -> RoutePlan {
    let destination: RoutePlan.Destination =
      switch route.destination {
      case .service(let name): .service(Traced(name))
      case .volume(let name):
        .volume(
          Traced(name),
          isPerVersion: target == .blueGreen
            && (volumeIndex[name.value].map { manifest.volumes[$0].perVersion?.value ?? false }
              ?? false)
        )
      case .redirect(let redirect):
        .redirect(
          to: Traced(redirect.to),
          status: redirect.status.map(Traced.init)
            ?? Traced(302, from: Origin(redirect.to.range, reason: "default: 302")))
      }
    return RoutePlan(
      key: Traced(route.key),
      match: route.match,
      destination: destination,
      isWebSocket: route.websocket?.value ?? false,
      timeout: timeout,
      stripsPrefix: route.stripPrefix?.value ?? false,
      isEvents: route.events?.value ?? false,
      buffersAnswers: route.bufferAnswers?.value ?? (route.events?.value != true),
      buffersRequests: route.bufferRequests?.value ?? true,
      rewrite: route.rewrite.map(Traced.init),
      requestHeaders: route.headers?.request.map(RoutePlan.Header.init) ?? [],
      responseHeaders: route.headers?.response.map(RoutePlan.Header.init) ?? [],
      allow: route.allow.map { Traced($0.value.map(Traced.init), from: Origin($0.range)) },
      deny: route.deny.map(Traced.init),
      rateLimit: route.rateLimit.map { rateLimit($0, number) },
      login: route.login.map(Traced.init),
      snippet: snippets.locations.first { $0.key.value == route.key.value }
        .map { Traced($0.text) },
      flags: RoutePlan.Flags(
        webSocket: (route.websocket?.range).map { Origin($0) },
        stripPrefix: (route.stripPrefix?.range).map { Origin($0) },
        events: (route.events?.range).map { Origin($0) },
        bufferAnswers: ((route.bufferAnswers ?? route.events)?.range).map { Origin($0) },
        bufferRequests: (route.bufferRequests?.range).map { Origin($0) }))
  }

  private func rateLimit(_ limit: Route.RateLimit, _ number: Int) -> RoutePlan.RateLimit {
    RoutePlan.RateLimit(
      zone: "zdc_limit_\(number)", rate: Traced(limit.rate),
      burst: limit.burst.map(Traced.init)
        ?? Traced(
          limit.rate.value.count,
          from: Origin(limit.rate.range, reason: "default: burst as many as rate")))
  }

  private func upstreamPlans(
    _ gateway: Gateway, into log: inout DiagnosticLog
  ) -> [UpstreamPlan] {
    var routed: Set<String> = []
    for route in gateway.routes {
      if case .service(let name) = route.destination { routed.insert(name.value) }
    }
    let roles =
      manifest.services.map { ($0, role(of: $0, isBacking: false)) }
      + manifest.backing.map { ($0, .backing) }
    return roles.compactMap { service, role in
      guard routed.contains(service.name.value), let port = service.port else { return nil }
      return UpstreamPlan(
        service: Traced(service.name), role: role, port: Traced(port),
        health: healthPlan(of: service, colour: nil, into: &log))
    }
  }
}

extension RoutePlan.Header {
  fileprivate init(_ header: Route.Header) {
    self.init(
      name: header.name.value,
      value: Traced(header.value.value, from: Origin(header.value.range).and([header.name.range])))
  }
}
