import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// `nil` where there is none, and where it lacks what it needs (a path without a port), which is
  /// reported elsewhere.
  func healthPlan(
    of service: Service, colour: Colour?, into log: inout DiagnosticLog
  ) -> HealthPlan? {
    guard let health = service.health, let times = shared.of(service).health else { return nil }
    return healthPlan(health, times, of: service, colour: colour, into: &log)
  }

  private func healthPlan(
    _ health: Health, _ times: HealthTimes, of service: Service, colour: Colour?,
    into log: inout DiagnosticLog
  ) -> HealthPlan? {
    guard let probe = probe(health, of: service, colour: colour, into: &log) else { return nil }
    return HealthPlan(
      probe: probe, interval: times.interval, timeout: times.timeout, retries: times.retries,
      start: times.start, startInterval: times.startInterval, origin: Origin(health.range))
  }

  private func probe(
    _ health: Health, of service: Service, colour: Colour?, into log: inout DiagnosticLog
  ) -> HealthPlan.Probe? {
    switch health.probe {
    case .command(let words):
      return .command(words.map { text($0, colour: colour, into: &log) })
    case .tcp:
      return service.port.map { .tcp(port: Traced($0)) }
    case .http(let path):
      return service.port.map { port in
        .http(
          HealthPlan.HTTPProbe(
            path: Traced(path), port: Traced(port),
            via: health.via.map(Traced.init)
              ?? Traced(.curl, from: Origin(health.range, reason: "default: curl")),
            headers: health.headers.map {
              (
                $0.name.value,
                Traced($0.value.value.literalText ?? "", from: Origin($0.value.range))
              )
            }))
      }
    }
  }

  /// Kubernetes' liveness probe: given, or a TCP connect to the port, in the health's times. Without
  /// a health there is no startup probe, and the first initialisation of a database would be killed.
  func livePlan(
    _ service: Service, role: ServicePlan.Role, health model: HealthPlan?, colour: Colour?,
    into log: inout DiagnosticLog
  ) -> HealthPlan? {
    guard target == .kubernetes else { return nil }
    if let live = service.live {
      return healthPlan(live, HealthTimes(live), of: service, colour: colour, into: &log)
    }
    guard let port = service.port, let model, role != .job else { return nil }
    let origin = Origin(port.range, reason: "default: liveness is a TCP connect to the port")
    return HealthPlan(
      probe: .tcp(port: Traced(port.value, from: origin)),
      interval: model.interval, timeout: model.timeout, retries: model.retries,
      start: model.start, startInterval: model.startInterval, origin: origin)
  }
}
