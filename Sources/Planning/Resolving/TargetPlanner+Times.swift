import Diagnostics
import ManifestModel

extension TargetPlanner {
  func stopPlan(_ service: Service, role: ServicePlan.Role) -> StopPlan {
    let solved = times.of(service)
    return StopPlan(
      signal: service.stop?.signal.map(Traced.init)
        ?? Traced("SIGTERM", from: Origin(service.range, reason: "default: SIGTERM")),
      graceSeconds: solved.grace.map(\.secondsRoundedUp),
      pauseSeconds: solved.pause.map(\.secondsRoundedUp))
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
      monitor: times.of(service).monitor,
      readySeconds: times.of(service).ready.map(\.secondsRoundedUp),
      progressSeconds: times.of(service).progress.map(\.secondsRoundedUp),
      progressTerms: times.of(service).progressTerms,
      updateSeconds: times.of(service).update.map(\.secondsRoundedUp))
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
}
