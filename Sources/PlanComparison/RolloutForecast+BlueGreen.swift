internal import Diagnostics
internal import ManifestModel
internal import Planning
internal import Properties

extension RolloutForecast {
  /// Every deployment starts the whole standby colour, whatever changed; the gateway's container
  /// and backing services are left alone.
  mutating func forecastColours() {
    let isDeployed = before == nil || hasNewConf || changes.contains { $0.effect != .settings }
    guard isDeployed else { return }
    let web = distinct.filter { $0.role == .web }
    let workers = distinct.filter { $0.role == .worker }
    let singletons = distinct.filter { $0.role == .singleton }
    for service in web + workers {
      let count = service.replicas.value
      act(
        isNew(service) ? .starts : .replaces, service.name.value,
        "\(count) beside the \(isNew(service) ? "others" : "old \(count)")")
    }
    for service in singletons {
      act(
        .replaces, service.name.value, "the old one stops first" + unanswered(service.name.value))
      gaps.append(service.name.value)
    }
    gatewayAndBacking()
    for name in gone { act(.removes, name) }
    peak = instances + (web + workers).reduce(0) { $0 + $1.replicas.value }
    seconds = coloursTime(web: web, workers: workers, singletons: singletons)
  }

  private mutating func gatewayAndBacking() {
    if let gateway = plan.gateway {
      if before == nil || before?.gateway == nil {
        act(.starts, gateway.name.value)
      } else {
        if let effect = effect(on: gateway.name.value), effect != .conf {
          act(
            .leaves, gateway.name.value,
            "deploy --gateway replaces it: away for up to \(GatewayPlan.awaySeconds) s")
        }
        if hasNewConf { act(.reloads, gateway.name.value) }
      }
    }
    for service in plan.backing where effect(on: service.name.value) != nil {
      let name = service.name.value
      if isNew(service) || before == nil {
        act(.starts, name)
      } else {
        leaveBacking(name)
      }
    }
  }

  /// A backing service is replaced only where the deployment is told to.
  mutating func leaveBacking(_ name: String) {
    let outcome = doesNotStart(name) ? "by one that does not start" : "with a gap"
    act(.leaves, name, "deploy --backing \(name) replaces it, \(outcome)" + unanswered(name))
  }

  /// What its routes have while it is away; empty where nothing routes to it.
  func unanswered(_ name: String) -> String {
    guard let routes = plan.gateway?.routes(ofOne: name), !routes.isEmpty else { return "" }
    return "; \(routes.map(\.key.value).joined(separator: ", ")) has no answer meanwhile"
  }

  /// The checks of one role's containers run side by side; then the confirmation, the drain, and the
  /// end of the old colour. If all goes well, no request is under way that has to be waited for.
  private func coloursTime(
    web: [ServicePlan], workers: [ServicePlan], singletons: [ServicePlan]
  ) -> ClosedRange<Int> {
    let strategy = plan.strategy
    let limit = strategy.healthTimeout.value.secondsRoundedUp
    var least = ScriptTimes.colours
    var most = ScriptTimes.colours
    for role in [web, workers, singletons] where !role.isEmpty {
      let unchecked = ScriptTimes.withoutHealth...ScriptTimes.withoutHealth
      let started = role.map { $0.health == nil ? unchecked : $0.startTime }
      least += ScriptTimes.hold + (started.map(\.lowerBound).max() ?? 0)
      most += ScriptTimes.hold + min(limit, started.map(\.upperBound).max() ?? 0)
    }
    // The rehearsal before the switch, and the confirmation after it.
    let asked = plan.gateway == nil ? 0 : 2 * strategy.confirmSeconds.value
    let drained = plan.gateway?.workerShutdownSeconds.value ?? 0
    let ended = (web + workers).map(\.stop.graceSeconds.value).max() ?? 0
    return least...max(least, most + asked + drained + ended)
  }
}
