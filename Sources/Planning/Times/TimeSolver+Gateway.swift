import Diagnostics
import ManifestModel

extension TimeSolver {
  mutating func solve(
    _ gateway: Gateway, services: [String: ServiceTimes]
  ) -> GatewayTimes {
    let shutdown = workerShutdown(gateway, services)
    let keepalive = Traced(
      min(EngineTimes.longestKeepaliveMinimum, shutdown.value),
      from: Origin(gateway.range, reason: "10 s, at most worker_shutdown_timeout"))
    let pause = Traced(
      engine.propagation, from: Origin(shutdown.origin.range, reason: "propagation of endpoints"))
    let grace = Traced(
      pause.value + shutdown.value + EngineTimes.graceSpare,
      from: Origin(shutdown.origin.range, reason: "pause + drain + 5 s"))
    let timeouts = gateway.routes.map { timeout(of: $0, services) }
    hold(shutdown, keepalive, pause, grace, of: gateway)
    for (name, positions) in routes.sorted(by: { $0.value[0] < $1.value[0] }) {
      guard let drain = services[name]?.drain else { continue }
      hold(
        .drainWithinShutdown, of: name, [TimeTerm("drain", drain)],
        [TimeTerm("worker_shutdown_timeout", shutdown)])
      for position in positions where !gateway.routes[position].isLasting {
        hold(
          .timeoutWithinDrain, of: gateway.routes[position].key.value,
          [TimeTerm("timeout", timeouts[position])], [TimeTerm("drain", drain)])
      }
    }
    return GatewayTimes(
      workerShutdown: shutdown, keepaliveMinimum: keepalive, pause: pause, grace: grace,
      timeouts: timeouts, rolling: update(of: gateway))
  }

  private mutating func hold(
    _ shutdown: Traced<Duration>, _ keepalive: Traced<Duration>, _ pause: Traced<Duration>,
    _ grace: Traced<Duration>, of gateway: Gateway
  ) {
    let name = gateway.name?.value ?? "nginx"
    let limit = TimeTerm("worker_shutdown_timeout", shutdown)
    hold(
      .keepaliveWithinShutdown, of: name, [TimeTerm("keepalive_min_timeout", keepalive)], [limit])
    hold(
      .shutdownWithinGrace, of: name, [TimeTerm("pause", pause), limit],
      [TimeTerm("grace", grace)])
    if target == .blueGreen {
      hold(
        .shutdownWithinWait, of: name, [limit],
        [
          TimeTerm("DRAIN", shutdown),
          TimeTerm(fixed: "spare", engine.drainSpare, at: gateway.range),
        ])
    }
  }

  /// As long as the longest drain of what it routes to: a worker that goes sooner takes requests
  /// with it that their service would still finish.
  private func workerShutdown(
    _ gateway: Gateway, _ services: [String: ServiceTimes]
  ) -> Traced<Duration> {
    let routed = routes.sorted { $0.value[0] < $1.value[0] }.compactMap { services[$0.key]?.drain }
    let longest = Self.longest([projectDrain] + routed) ?? projectDrain
    return longest.map { Duration(seconds: $0.secondsRoundedUp) }
  }

  private func timeout(
    of route: Route, _ services: [String: ServiceTimes]
  ) -> Traced<Duration> {
    if let given = route.timeout { return Traced(given) }
    if route.isLasting {
      let isWebSocket = route.websocket?.value == true
      return Traced(
        Duration(seconds: 3600),
        from: isWebSocket
          ? Origin(route.range, reason: "default: 1 h for WebSockets")
          : Origin(route.events?.range ?? route.range, reason: "default: 1 h for events"))
    }
    guard case .service(let name) = route.destination, let drain = services[name.value]?.drain
    else { return projectDrain }
    // With 'events: true' it would be another.
    return route.events.map { Traced(drain.value, from: drain.origin.and([$0.range])) } ?? drain
  }
}
