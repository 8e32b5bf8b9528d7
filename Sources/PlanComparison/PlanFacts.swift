internal import Diagnostics
internal import ManifestModel
internal import Planning

/// Gathers the facts of one target in the order of the manifest.
struct PlanFacts {
  let plan: TargetPlan
  private(set) var facts: [PlanFact] = []
  private var subject = FactSubject(.project, "")

  private init(_ plan: TargetPlan) { self.plan = plan }

  static func facts(of plan: TargetPlan) -> [PlanFact] {
    var facts = PlanFacts(plan)
    facts.project()
    for service in plan.services where service.colour != .green { facts.service(service) }
    for service in plan.backing { facts.service(service) }
    if let gateway = plan.gateway { facts.gateway(gateway) }
    facts.stores()
    facts.strategy()
    return facts.facts
  }

  mutating func turn(to kind: FactSubject.Kind, _ name: String) {
    subject = FactSubject(kind, name)
  }

  mutating func add(
    _ property: String, _ value: String, _ effect: PlanFact.Effect, from origin: Origin?
  ) {
    facts.append(
      PlanFact(
        fact: DeploymentFact(
          subject, FactProperty(.other, key: property), value, from: origin),
        effect: effect))
  }

  mutating func add<Value: CustomStringConvertible>(
    _ property: String, _ value: Traced<Value>?, _ effect: PlanFact.Effect = .replaces
  ) {
    guard let value else { return }
    add(property, value.value.description, effect, from: value.origin)
  }

  mutating func add<Value: RawRepresentable>(
    word property: String, _ value: Traced<Value>?, _ effect: PlanFact.Effect = .replaces
  ) where Value.RawValue == String {
    guard let value else { return }
    add(property, value.value.rawValue, effect, from: value.origin)
  }

  mutating func add(
    _ property: String, _ text: DeployText?, _ effect: PlanFact.Effect = .replaces
  ) {
    guard let text else { return }
    add(property, FactText.text(text), effect, from: text.origin)
  }

  mutating func add(
    _ property: String, _ path: HostPath?, _ effect: PlanFact.Effect = .replaces
  ) {
    guard let path else { return }
    add(property, path.fromOutput, effect, from: path.origin)
  }

  mutating func add(
    words property: String, _ words: [DeployText]?, _ effect: PlanFact.Effect = .replaces
  ) {
    guard let words else { return }
    add(
      property, FactText.words(words.map(FactText.text)), effect,
      from: .joined(words.map(\.origin)))
  }

  private mutating func project() {
    let project = plan.project
    turn(to: .project, "")
    add("project", project.name, .everything)
    add("prefix", project.prefix, plan.target == .blueGreen ? .everything : .settings)
    add("network", project.network, plan.target == .kubernetes ? .settings : .everything)
  }

  private mutating func stores() {
    for volume in plan.volumes where volume.colour != .green {
      turn(to: .volume, volume.key.value)
      add("declared", "yes", .settings, from: volume.key.origin)
      add("name", volume.adoptedName)
      add("external", "\(volume.isExternal)", .settings, from: volume.key.origin)
      add(word: "access", volume.access, .settings)
      add("size", volume.size, .settings)
      add("storageClass", volume.storageClass, .settings)
      add("driver", volume.driver, .settings)
      for option in volume.options { add("options.\(option.name)", option.value, .settings) }
      add("node", volume.node, .settings)
    }
    for secret in plan.secrets {
      turn(to: .secret, secret.name.value)
      switch secret.source {
      case .variable(let name): add("env", name, .settings)
      case .file(let path): add("file", path, .settings)
      case .external(let name): add("external", name, .settings)
      }
    }
  }

  private mutating func strategy() {
    let strategy = plan.strategy
    turn(to: .project, "")
    add("strategy.drain", strategy.drain, .settings)
    if plan.target == .blueGreen {
      add("strategy.confirm", strategy.confirmTimes, .settings)
      for path in strategy.confirmPaths {
        add("strategy.confirm.\(path.service)\(path.path.value)", path.path, .settings)
      }
      for path in strategy.comparedPaths {
        add("strategy.confirm.compare \(path.value)", path, .settings)
      }
      add("strategy.healthTimeout", strategy.healthTimeout, .settings)
      add(word: "strategy.retain", strategy.retain, .settings)
    } else if plan.target == .swarm {
      add(word: "endpointMode", plan.swarm.endpointMode, .settings)
      add(word: "publish", plan.swarm.publish, .settings)
    }
    if plan.target != .kubernetes {
      add("strategy.keepImages", strategy.keepImages, .settings)
    }
    for hook in strategy.hooks { add("hooks.\(hook.moment.rawValue)", hook.path, .settings) }
    for path in plan.accepted {
      add("accept.\(path.value)", "accepted", .settings, from: Origin(path.range))
    }
  }
}
