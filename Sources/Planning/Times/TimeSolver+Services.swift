import Diagnostics
import ManifestModel

extension TimeSolver {
  mutating func solve(_ service: Service, role: ServicePlan.Role) -> ServiceTimes {
    let name = service.name.value
    let drain = drain(of: service)
    let pause = pause(of: service, role: role, drain: drain)
    let grace = grace(of: service, role: role, drain: drain, pause: pause)
    let monitor = monitor(of: service)
    if pause.value > Duration(seconds: 0) {
      let propagation = TimeTerm(
        fixed: "propagation under \(target.rawValue)", engine.propagation, at: drain.origin.range)
      hold(
        .pauseWithinGrace, of: name, [TimeTerm("drain", drain), propagation],
        [TimeTerm("grace", grace)])
    }
    holdHealth(of: service, monitor: monitor)
    let progress = progress(of: service, monitor: monitor)
    return ServiceTimes(
      drain: drain, pause: pause, grace: grace, monitor: monitor, ready: ready(service).traced,
      startup: startup(of: service, role: role), progress: progress.time,
      progressTerms: progress.terms, update: update(of: service, grace: grace, monitor: monitor))
  }

  /// What the manifest gives without a service of its own: else the default.
  var projectDrain: Traced<Duration> {
    manifest.strategy.drain.map(Traced.init)
      ?? Traced(
        EngineTimes.defaultDrain, from: Origin(strategyRange, reason: "default: drain 30 s"))
  }

  /// Given, or as long as the longest request that a route allows.
  private func drain(of service: Service) -> Traced<Duration> {
    if let given = service.strategy.drain ?? manifest.strategy.drain { return Traced(given) }
    let timeouts = (routes[service.name.value] ?? []).compactMap { position in
      manifest.gateway?.routes[position].boundedTimeout.map {
        Traced($0.value, from: Origin($0.range, reason: "the timeout of its longest route"))
      }
    }
    return Self.longest([projectDrain] + timeouts) ?? projectDrain
  }

  /// Nothing but a web service's process is drained, and under Compose the order of steps does it.
  private mutating func pause(
    of service: Service, role: ServicePlan.Role, drain: Traced<Duration>
  ) -> Traced<Duration> {
    guard role == .web, target != .blueGreen else {
      return Traced(
        Duration(seconds: 0), from: Origin(service.range, reason: "nothing to drain by a pause"))
    }
    let seconds = engine.propagation.secondsRoundedUp
    let pause = Traced(
      Duration(seconds: drain.value.secondsRoundedUp) + engine.propagation,
      from: Origin(drain.origin.range, reason: "drain + \(seconds) s propagation"))
    let range = drain.origin.range
    let kept =
      target == .swarm
      ? [TimeTerm(fixed: "resolver valid", engine.resolverValid, at: range)]
      : [
        TimeTerm(fixed: "keepalive_time", engine.keepaliveTime, at: range),
        TimeTerm(fixed: "keepalive_timeout", engine.keepaliveTimeout, at: range),
      ]
    hold(
      target == .swarm ? .namesWithinPause : .connectionsWithinPause, of: service.name.value,
      kept + [TimeTerm("drain", drain)], [TimeTerm("pause", pause)])
    return pause
  }

  private func grace(
    of service: Service, role: ServicePlan.Role, drain: Traced<Duration>,
    pause: Traced<Duration>
  ) -> Traced<Duration> {
    if let given = service.stop?.grace {
      return Traced(given).map { Duration(seconds: $0.secondsRoundedUp) }
    }
    guard role == .web else {
      return Traced(
        Duration(seconds: 30),
        from: Origin(service.range, reason: "default: 30 s, not a web service"))
    }
    let held = max(pause.value, Duration(seconds: drain.value.secondsRoundedUp))
    return Traced(
      held + EngineTimes.graceSpare,
      from: Origin(drain.origin.range, reason: "default: pause + 5 s"))
  }

  private func monitor(of service: Service) -> Traced<Duration> {
    if let given = service.strategy.rolling.monitor ?? manifest.strategy.rolling.monitor {
      return Traced(given)
    }
    let times = shared.of(service).health
    let interval = times?.interval.value ?? Duration(seconds: 5)
    let watched =
      (times?.start.value ?? Duration(seconds: 0)) + interval * ((times?.retries.value ?? 3) + 1)
    return Traced(
      max(watched, Duration(seconds: 5)),
      from: Origin(
        service.health?.range ?? service.range, reason: "start + interval × (retries + 1)"
      ).and(
        times.map { [$0.start, $0.interval].map(\.origin.range) + [$0.retries.origin.range] } ?? [])
    )
  }

  private mutating func holdHealth(of service: Service, monitor: Traced<Duration>) {
    guard let health = service.health, let times = shared.of(service).health else { return }
    let name = service.name.value
    if target == .swarm {
      hold(.failureWithinMonitor, of: name, [times.failure], [TimeTerm("monitor", monitor)])
    }
    if target == .kubernetes, let live = service.live {
      hold(.readinessBeforeLiveness, of: name, [times.failure], [HealthTimes(live).liveness])
    }
    let limit = Traced(
      HealthTimes.limit(below: times.timeout.value),
      from: Origin(times.timeout.origin.range, reason: "less than timeout"))
    if case .http = health.probe, target != .kubernetes {
      hold(
        .limitWithinTimeout, of: name, [TimeTerm("the probe's limit", limit)],
        [TimeTerm("timeout", times.timeout)])
    }
  }
}

extension HealthTimes {
  fileprivate var liveness: TimeTerm {
    TimeTerm("live.interval", interval, times: ("live.retries", retries.value))
  }
}

extension Route {
  /// The given timeout of requests that a drain has to wait for.
  var boundedTimeout: Located<Duration>? {
    isLasting ? nil : timeout
  }
}
