internal import Diagnostics
internal import ManifestModel
internal import Planning
internal import Properties

/// The values of one target's properties, in the order of the manifest.
struct PlanFacts {
  let plan: TargetPlan
  private var facts: [PlanFact] = []

  private init(_ plan: TargetPlan) { self.plan = plan }

  static func facts(of plan: TargetPlan) -> [PlanFact] {
    var facts = PlanFacts(plan)
    facts.gather()
    return facts.facts
  }

  private mutating func gather() {
    let project = FactSubject(.project, "")
    add(Properties.project, plan, project)
    for service in plan.services where service.colour != .green { add(service) }
    for service in plan.backing { add(service) }
    if let gateway = plan.gateway {
      let subject = FactSubject(.service, gateway.name.value)
      add(Properties.gateway, gateway, subject)
      for route in gateway.routes { add(Properties.routes, route, subject) }
      add(Properties.gatewayLater, gateway, subject)
    }
    for volume in plan.volumes where volume.colour != .green {
      add(Properties.volumes, volume, FactSubject(.volume, volume.key.value))
    }
    for secret in plan.secrets {
      add(Properties.secrets, secret, FactSubject(.secret, secret.name.value))
    }
    add(Properties.strategy, plan, project)
    texts()
    for service in plan.services where service.colour != .green { others(service) }
    for service in plan.backing { others(service) }
    if let gateway = plan.gateway { others(gateway) }
    patches()
  }

  mutating func add(
    _ property: String, of subject: FactSubject, _ value: String, _ effect: PropertyEffect,
    from origin: Origin?
  ) {
    facts.append(
      PlanFact(
        fact: DeploymentFact(subject, FactProperty(.other, key: property), value, from: origin),
        effect: effect))
  }

  private mutating func add(_ service: ServicePlan) {
    add(Properties.services, service, FactSubject(.service, service.name.value))
  }

  private mutating func add<Subject>(
    _ rows: [Property<Subject>], _ of: Subject, _ subject: FactSubject
  ) {
    for row in rows {
      guard let effect = row.effect?(plan.target) else { continue }
      for value in row.values(of, plan).list {
        let property = FactProperty(.other, key: row.name(of: value.key))
        facts.append(
          PlanFact(
            fact: DeploymentFact(subject, property, value.text, from: value.origin),
            effect: effect))
      }
    }
  }
}
