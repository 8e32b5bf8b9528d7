import Diagnostics
import ManifestModel

extension TargetPlanner {
  func strategyPlan() -> StrategyPlan {
    let strategy = manifest.strategy
    let range = strategy.range ?? manifest.project.range
    let defaulted = { (reason: String) in Origin(range, reason: reason) }
    let confirmTimes =
      strategy.blueGreen.confirmTimes.map(Traced.init)
      ?? Traced(
        Strategy.BlueGreen.usualConfirmTimes, from: defaulted("default: 5 answers in a row"))
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
      let table = RouteTable(routes)
      return given.compactMap { path in
        serviceRouted(path.value, by: routes, table).map {
          StrategyPlan.ConfirmPath(path: Traced(path), service: $0, isDirect: false)
        }
      }
    }
    var routed: Set<String> = []
    for route in routes {
      if case .service(let name) = route.destination { routed.insert(name.value) }
    }
    return manifest.services.compactMap { service in
      // Of a singleton the new version starts after the switch.
      guard routed.contains(service.name.value), service.effectiveRole == .web,
        case .http(let path)? = service.health?.probe
      else { return nil }
      return StrategyPlan.ConfirmPath(
        path: Traced(path), service: service.name.value, isDirect: true)
    }
  }

  /// Each route to a service that answers plain requests; the paths to confirm come beside them.
  private func comparedPaths() -> [Traced<String>] {
    guard let compare = manifest.strategy.blueGreen.compare, compare.value else { return [] }
    var seen: Set<String> = []
    return (manifest.gateway?.routes ?? []).compactMap { route in
      // An expression is no path that could be asked for.
      guard case .service(let name) = route.destination, !route.isLasting,
        isColoured(name.value),
        let path = route.match.path, seen.insert(path).inserted
      else { return nil }
      return Traced(path, from: Origin(route.key.range).and([compare.range]))
    }
  }

  private func serviceRouted(_ path: String, by routes: [Route], _ table: RouteTable) -> String? {
    guard let position = table.position(ofRequest: path),
      case .service(let name) = routes[position].destination
    else { return nil }
    return isColoured(name.value) ? name.value : nil
  }

  private func isColoured(_ name: String) -> Bool {
    serviceIndex[name].map { manifest.services[$0].effectiveRole == .web } ?? false
  }
}
