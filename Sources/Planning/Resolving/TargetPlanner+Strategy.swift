import Diagnostics
import ManifestModel

extension TargetPlanner {
  func strategyPlan() -> StrategyPlan {
    let strategy = manifest.strategy
    let range = strategy.range ?? manifest.project.range
    let defaulted = { (reason: String) in Origin(range, reason: reason) }
    let confirmTimes =
      strategy.blueGreen.confirmTimes.map(Traced.init)
      ?? Traced(5, from: defaulted("default: 5 answers in a row"))
    let confirmPaths = confirmPaths()
    return StrategyPlan(
      drain: times.drain,
      confirmTimes: confirmTimes,
      confirmPaths: confirmPaths,
      comparedPaths: comparedPaths(),
      confirmSeconds: Traced(
        10 + confirmTimes.value * max(1, confirmPaths.count),
        from: Origin(confirmTimes.origin.range, reason: "10 s + times × paths")
          .and(confirmPaths.map(\.path.origin.range))),
      healthTimeout: times.healthTimeout,
      retain: strategy.blueGreen.retain.map(Traced.init)
        ?? Traced(.stopped, from: defaulted("default: retain stopped")),
      keepImages: strategy.keepImages.map(Traced.init)
        ?? Traced(0, from: defaulted("default: keepImages 0")),
      hooks: strategy.hooks.map {
        StrategyPlan.HookPlan(moment: $0.moment.value, path: hostPath($0.path))
      })
  }

  /// The given paths, each with the service of its route; else each routed service's health path,
  /// asked at the service itself.
  private func confirmPaths() -> [StrategyPlan.ConfirmPath] {
    let routes = manifest.gateway?.routes ?? []
    let given = manifest.strategy.blueGreen.confirmPaths
    if !given.isEmpty {
      return given.compactMap { path in
        serviceRouted(path.value, by: routes).map {
          StrategyPlan.ConfirmPath(path: Traced(path), service: $0, isDirect: false)
        }
      }
    }
    var routed: Set<String> = []
    for route in routes {
      if case .service(let name) = route.destination { routed.insert(name.value) }
    }
    return manifest.services.compactMap { service in
      guard routed.contains(service.name.value), case .http(let path)? = service.health?.probe
      else { return nil }
      return StrategyPlan.ConfirmPath(
        path: Traced(path), service: service.name.value, isDirect: true)
    }
  }

  /// Each route to a service that answers plain requests; the paths to confirm come beside them.
  private func comparedPaths() -> [Traced<String>] {
    guard let compare = manifest.strategy.blueGreen.compare, compare.value else { return [] }
    return (manifest.gateway?.routes ?? []).compactMap { route in
      guard case .service = route.destination, route.websocket?.value != true else { return nil }
      return Traced(route.prefix.value, from: Origin(route.prefix.range).and([compare.range]))
    }
  }

  /// nginx's rule: the longest prefix that fits.
  private func serviceRouted(_ path: String, by routes: [Route]) -> String? {
    let best = routes.filter { path.hasPrefix($0.prefix.value) }
      .max { $0.prefix.value.utf8.count < $1.prefix.value.utf8.count }
    if case .service(let name)? = best?.destination { return name.value }
    return nil
  }
}
