import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// How long it takes until nobody sends a stopped instance anything new: nginx is told at once
  /// under Compose; Swarm's names live 1 s in nginx's resolver; Kubernetes' endpoints and nginx's
  /// kept connections take up to 10 s.
  var propagationSeconds: Int {
    switch target {
    case .blueGreen: 0
    case .swarm: 2
    case .kubernetes: 10
    }
  }

  func drain(of service: Service?) -> Traced<Duration> {
    if let drain = service?.strategy.drain ?? manifest.strategy.drain { return Traced(drain) }
    let range = manifest.strategy.range ?? manifest.project.range
    return Traced(Duration(seconds: 30), from: Origin(range, reason: "default: drain 30 s"))
  }

  func stopPlan(_ service: Service, role: ServicePlan.Role) -> StopPlan {
    let drain = drain(of: service)
    let held = drain.value.secondsRoundedUp + propagationSeconds
    let pause =
      role == .web && target != .blueGreen
      ? Traced(
        held,
        from: Origin(drain.origin.range, reason: "drain + \(propagationSeconds) s propagation"))
      : Traced(0, from: Origin(service.range, reason: "nothing to drain by a pause"))
    let byDefault =
      role == .web
      ? Traced(held + 5, from: Origin(drain.origin.range, reason: "default: pause + 5 s"))
      : Traced(30, from: Origin(service.range, reason: "default: 30 s, not a web service"))
    return StopPlan(
      signal: service.stop?.signal.map(Traced.init)
        ?? Traced("SIGTERM", from: Origin(service.range, reason: "default: SIGTERM")),
      graceSeconds: service.stop?.grace.map { Traced($0).map(\.secondsRoundedUp) } ?? byDefault,
      pauseSeconds: pause)
  }

  func rollingPlan(_ service: Service) -> RollingPlan {
    let own = service.strategy.rolling
    let shared = manifest.strategy.rolling
    let range = manifest.strategy.range ?? service.range
    let defaulted = { (reason: String) in Origin(range, reason: reason) }
    return RollingPlan(
      batch: (own.batch ?? shared.batch).map(Traced.init)
        ?? Traced(1, from: defaulted("default: batch 1")),
      pause: (own.pause ?? shared.pause).map(Traced.init)
        ?? Traced(Duration(seconds: 10), from: defaulted("default: pause 10 s")),
      order: order(service, own.order ?? shared.order, defaulted("default: start-first")),
      onFailure: (own.onFailure ?? shared.onFailure).map(Traced.init)
        ?? Traced(.rollback, from: defaulted("default: rollback")),
      monitor: (own.monitor ?? shared.monitor).map(Traced.init)
        ?? derivedMonitor(service, defaulted))
  }

  private func order(
    _ service: Service, _ given: Located<Strategy.Order>?, _ byDefault: Origin
  ) -> Traced<Strategy.Order> {
    let isBacking = backingIndex[service.name.value] != nil
    if isBacking || service.role?.value == .singleton {
      let reason = "always stop-first: never two of it at a time"
      return Traced(.stopFirst, from: Origin(service.role?.range ?? service.range, reason: reason))
    }
    return given.map(Traced.init) ?? Traced(.startFirst, from: byDefault)
  }

  private func derivedMonitor(
    _ service: Service, _ defaulted: (String) -> Origin
  ) -> Traced<Duration> {
    let interval = service.health?.interval?.value ?? Duration(seconds: 5)
    let retries = service.health?.retries?.value ?? 3
    let start = service.health.map { $0.start?.value ?? Duration(seconds: 30) }
    let watched = (start ?? Duration(seconds: 0)) + interval * (retries + 1)
    let origin = Origin(
      service.health?.range ?? service.range, reason: "start + interval × (retries + 1)")
    return Traced(max(watched, Duration(seconds: 5)), from: origin)
  }
}
