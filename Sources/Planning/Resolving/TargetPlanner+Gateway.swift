import Diagnostics
import ManifestModel

extension TargetPlanner {
  func gatewayPlan(_ gateway: Gateway, into log: inout DiagnosticLog) -> GatewayPlan {
    let name =
      gateway.name.map(Traced.init)
      ?? Traced("nginx", from: Origin(gateway.range, reason: "default: nginx"))
    let isBuilt = gateway.staticFiles != nil && target != .blueGreen
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
      httpContainerPort: target == .kubernetes ? 8080 : 80,
      httpsContainerPort: target == .kubernetes ? 8443 : 443,
      redirect: gateway.redirect.map(Traced.init)
        ?? Traced(
          gateway.http != nil && gateway.https != nil,
          from: Origin(gateway.range, reason: "default: redirect where both are given")),
      certificates: gateway.certificates.map(hostPath),
      healthPath: gateway.health.map(Traced.init)
        ?? Traced("/nginx-health", from: Origin(gateway.range, reason: "default: /nginx-health")),
      serverNames: gateway.serverNames.map(Traced.init),
      maxBodySize: gateway.maxBodySize.map(Traced.init),
      staticFiles: gateway.staticFiles.map {
        GatewayPlan.StaticPlan(
          directory: hostPath($0.directory), isSinglePage: $0.spa?.value ?? false)
      },
      routes: gateway.routes.map { routePlan($0, snippets: gateway.snippets) },
      upstreams: upstreamPlans(gateway, into: &log),
      snippets: GatewayPlan.SnippetsPlan(
        http: gateway.snippets.http.map(Traced.init),
        server: gateway.snippets.server.map(Traced.init)),
      workerShutdownSeconds: drain(of: nil).map(\.secondsRoundedUp),
      stop: gatewayStop())
  }

  private func builtGatewayImage(_ gateway: Gateway, name: String) -> DeployText {
    // The tag follows the static files and the conf, not `version`: an unchanged gateway stays.
    ownImageName(
      name, tag: [.variable(name: "GATEWAY_TAG", defaultValue: nil)],
      from: Origin(
        gateway.staticFiles?.directory.range ?? gateway.range, reason: "static files are baked in"))
  }

  private func gatewayReplicas(_ gateway: Gateway) -> Traced<Int> {
    if let replicas = gateway.replicas { return Traced(replicas) }
    return target == .blueGreen
      ? Traced(1, from: Origin(gateway.range, reason: "one gateway owns the host's ports"))
      : Traced(2, from: Origin(gateway.range, reason: "default: 2"))
  }

  /// nginx finishes what is under way by itself; only Kubernetes needs the pause before.
  private func gatewayStop() -> StopPlan {
    let drain = drain(of: nil)
    let pause = target == .kubernetes ? propagationSeconds : 0
    return StopPlan(
      signal: Traced(
        "SIGQUIT", from: Origin(drain.origin.range, reason: "nginx drains on SIGQUIT")),
      graceSeconds: Traced(
        pause + drain.value.secondsRoundedUp + 5,
        from: Origin(drain.origin.range, reason: "pause + drain + 5 s")),
      pauseSeconds: Traced(
        pause, from: Origin(drain.origin.range, reason: "propagation of endpoints")))
  }

  private func routePlan(_ route: Route, snippets: Gateway.Snippets) -> RoutePlan {
    let isWebSocket = route.websocket?.value ?? false
    let byDefault =
      isWebSocket
      ? Traced(
        Duration(seconds: 3600), from: Origin(route.range, reason: "default: 1 h for WebSockets"))
      : drain(of: service(of: route)).map { $0 }
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
      }
    return RoutePlan(
      prefix: Traced(route.prefix),
      destination: destination,
      isWebSocket: isWebSocket,
      timeout: route.timeout.map(Traced.init) ?? byDefault,
      stripsPrefix: route.stripPrefix?.value ?? false,
      isBuffered: route.buffering?.value ?? true,
      snippet: snippets.locations.first { $0.prefix.value == route.prefix.value }
        .map { Traced($0.text) })
  }

  private func service(of route: Route) -> Service? {
    guard case .service(let name) = route.destination else { return nil }
    return serviceIndex[name.value].map { manifest.services[$0] }
  }

  private func upstreamPlans(
    _ gateway: Gateway, into log: inout DiagnosticLog
  ) -> [UpstreamPlan] {
    var routed: Set<Int> = []
    for route in gateway.routes {
      if case .service(let name) = route.destination, let index = serviceIndex[name.value] {
        routed.insert(index)
      }
    }
    return routed.sorted().compactMap { index in
      let service = manifest.services[index]
      guard let port = service.port else { return nil }
      return UpstreamPlan(
        service: Traced(service.name), port: Traced(port),
        health: service.health.flatMap {
          healthPlan($0, of: service, colour: nil, into: &log)
        })
    }
  }
}
