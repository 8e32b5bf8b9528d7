internal import Diagnostics
package import ManifestModel
internal import Planning
internal import Properties

/// What a deployment of the new plan to one target will do, judged by what changed.
package struct RolloutForecast: Sendable {
  /// One sentence's worth: `replaces django (2, 1 at a time, start-first)`.
  package struct Action: Sendable, Equatable {
    package enum Verb: String, Sendable {
      /// Every instance is replaced.
      case replaces
      case starts
      case scales
      case removes
      /// The gateway reads a new conf, which closes idle connections. Where the conf is the same, a
      /// switch closes none.
      case reloads
      /// It stays as it is until somebody asks for it by name.
      case leaves
    }

    package let verb: Verb
    package let service: String
    package let detail: String
  }

  /// What stands in a deployment's way.
  package struct Obstacle: Sendable, Equatable {
    /// A service, or the volume whose claim is refused.
    package let service: String
    /// Whether the new version of the service does not start.
    package let stops: Bool
    package let says: String
    package let instead: String
  }

  package let target: Target
  package internal(set) var actions: [Action] = []
  /// Instances that run when nothing is deployed, the gateway and backing services counted in.
  package internal(set) var instances = 0
  /// The most that run at a time while it goes on.
  package internal(set) var peak = 0
  /// From the health and drain settings: if every check passes at once, and if every container
  /// takes all the time that it may. Images are not counted: their download has no setting.
  package internal(set) var seconds: ClosedRange<Int>?
  /// Services that do not answer for a moment.
  package internal(set) var gaps: [String] = []
  package internal(set) var obstacles: [Obstacle] = []
  /// Services whose release commands run first.
  package internal(set) var releases: [String] = []

  let plan: TargetPlan
  let before: TargetPlan?
  let changes: [FactChange]

  package var isEmpty: Bool { actions.isEmpty }

  /// - Parameter before: `nil` where the target is new.
  init(of plan: TargetPlan, before: TargetPlan?, changes: [FactChange]) {
    target = plan.target
    self.plan = plan
    self.before = before
    self.changes = changes
    instances = distinct.reduce(0) { $0 + $1.replicas.value }
    instances += (plan.gateway?.replicas.value ?? 0) + plan.backing.count
    peak = instances
    findObstacles()
    switch plan.target {
    case .blueGreen: forecastColours()
    case .swarm, .kubernetes: forecastRolling()
    }
    if !actions.isEmpty {
      releases = prepared.map(\.name.value)
    }
  }

  /// Coloured services that stay, each once, those that others need first.
  var distinct: [ServicePlan] { plan.servicesInUpdateOrder.filter(\.isKept) }

  /// Those of which something runs before the version takes traffic.
  var prepared: [ServicePlan] { plan.servicesInUpdateOrder.filter(\.isPrepared) }

  /// What the changes do to one service; `nil`: nothing. A new target has everything to start.
  func effect(on service: String) -> PropertyEffect? {
    guard before != nil else { return .replaces }
    let isWrapped = plan.allServices.contains { $0.name.value == service && $0.wrapper != nil }
    if isWrapped, changes.contains(where: { $0.effect == .comments }) { return .replaces }
    let own = changes.filter { change in
      change.effect == .everything
        || change.subject.kind == .service && change.subject.name == service
    }.map(\.effect)
    let order: [PropertyEffect] = [.everything, .replaces, .scales, .conf]
    return order.first { own.contains($0) }
  }

  /// Whether the gateway gets another conf.
  var hasNewConf: Bool {
    before == nil || changes.contains { $0.effect == .conf || $0.effect == .comments }
  }

  func isNew(_ service: ServicePlan) -> Bool {
    guard let before else { return true }
    return !before.allServices.contains { $0.name.value == service.name.value }
  }

  /// Names of services that the new plan has no more, or has as jobs, which only Kubernetes runs.
  var gone: [String] {
    let isRun = { (service: ServicePlan) in service.isDeployed(on: target) }
    let kept = Set(
      plan.allServices.filter(isRun).map(\.name.value)
        + [plan.gateway?.name.value].compactMap { $0 })
    var seen: Set<String> = []
    let old = ((before?.services ?? []) + (before?.backing ?? [])).filter(isRun)
    return (old.map(\.name.value) + [before?.gateway?.name.value].compactMap { $0 })
      .filter { !kept.contains($0) && seen.insert($0).inserted }
  }

  mutating func act(_ verb: Action.Verb, _ service: String, _ detail: String = "") {
    actions.append(Action(verb: verb, service: service, detail: detail))
  }
}
