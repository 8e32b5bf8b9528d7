import Diagnostics
import ManifestModel

/// Solves the times of all layers of one target as one system of inequalities.
///
/// A time that the manifest gives is taken as it is. One that it does not give becomes the least
/// that satisfies every law which bounds it from below, and no less than its default. Times are
/// solved in the order in which they depend on each other; then every law is held against what came
/// out, so that nothing but a given time can break one.
struct TimeSolver {
  let target: Target
  let manifest: Manifest
  let shared: SharedPlans
  let engine: EngineTimes
  var inequalities: [TimeInequality] = []
  /// Positions in `gateway.routes` of those that bound a service's drain: not WebSockets.
  let routes: [String: [Int]]

  static func solve(
    _ manifest: Manifest, for target: Target, _ shared: SharedPlans
  ) -> TargetTimes {
    var solver = TimeSolver(manifest, target, shared)
    return solver.solve()
  }

  private init(_ manifest: Manifest, _ target: Target, _ shared: SharedPlans) {
    self.manifest = manifest
    self.shared = shared
    self.target = target
    engine = EngineTimes(target)
    var routes: [String: [Int]] = [:]
    for (position, route) in (manifest.gateway?.routes ?? []).enumerated() {
      guard case .service(let name) = route.destination else { continue }
      routes[name.value, default: []].append(position)
    }
    self.routes = routes
  }

  private mutating func solve() -> TargetTimes {
    var services: [String: ServiceTimes] = [:]
    for service in manifest.services {
      services[service.name.value] = solve(service, role: service.effectiveRole.planned)
    }
    for service in manifest.backing {
      services[service.name.value] = solve(service, role: .backing)
    }
    let gateway = manifest.gateway.map { solve($0, services: services) }
    let healthTimeout = healthTimeout()
    return TargetTimes(
      engine: engine, services: services, drain: projectDrain, gateway: gateway,
      healthTimeout: healthTimeout, inequalities: inequalities)
  }

  /// Holds a law against numbers.
  mutating func hold(
    _ law: TimeLaw, of subject: String, _ left: [TimeTerm], _ right: [TimeTerm]
  ) {
    inequalities.append(TimeInequality(law: law, subject: subject, left: left, right: right))
  }

  /// The longest of several times, with its reason: the first of equals.
  static func longest(_ times: [Traced<Duration>]) -> Traced<Duration>? {
    times.dropFirst().reduce(times.first) { best, next in
      best.map { next.value > $0.value ? next : $0 }
    }
  }

  private static func longest(
    of verdicts: [[TimeTerm]], and byDefault: Traced<Duration>
  ) -> Traced<Duration> {
    var longest = byDefault
    for terms in verdicts where TimeInequality.sum(terms) > longest.value {
      longest = Traced(
        TimeInequality.sum(terms),
        from: Origin(terms[0].origin.range, reason: "start + interval × retries"))
    }
    return longest
  }

  /// The range that stands for what the strategy does not say.
  var strategyRange: SourceRange { manifest.strategy.range ?? manifest.project.range }

  private mutating func healthTimeout() -> Traced<Duration> {
    let checked = (manifest.services + manifest.backing).compactMap { service in
      shared.of(service).health.map { (service.name.value, $0.untilVerdict) }
    }
    let given = manifest.strategy.blueGreen.healthTimeout
    let byDefault = Traced(
      EngineTimes.defaultHealthTimeout,
      from: Origin(strategyRange, reason: "default: healthTimeout 120 s"))
    let time = given.map(Traced.init) ?? Self.longest(of: checked.map(\.1), and: byDefault)
    // Swarm has deadlines of its own.
    if target != .swarm {
      for (name, terms) in checked {
        hold(.startWithinHealthTimeout, of: name, terms, [TimeTerm("healthTimeout", time)])
      }
    }
    return time
  }
}

extension Service.Role {
  var planned: ServicePlan.Role {
    switch self {
    case .web: .web
    case .worker: .worker
    case .singleton: .singleton
    case .job: .job
    case .initial: .initial
    }
  }
}
