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
    let services = plan.services.filter { $0.colour != .green } + plan.backing
    let volumes = plan.volumes.filter { $0.colour != .green }
    add(Properties.project, plan, project)
    for service in services { add(Properties.services, service) }
    if let gateway = plan.gateway {
      let subject = FactSubject(.service, gateway.name.value)
      add(Properties.gateway, gateway, subject)
      for route in gateway.routes { add(Properties.routes, route, subject) }
      add(Properties.gatewayLater, gateway, subject)
    }
    for volume in volumes { add(Properties.volumes, volume) }
    for secret in plan.secrets {
      add(Properties.secrets, secret, FactSubject(.secret, secret.name.value))
    }
    add(Properties.strategy, plan, project)
    add(Properties.texts, plan, project)
    for volume in volumes { add(Properties.volumesLater, volume) }
    for service in services { add(Properties.servicesLater, service) }
    if let gateway = plan.gateway {
      add(Properties.gatewayLast, gateway, FactSubject(.service, gateway.name.value))
    }
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

  private mutating func add(_ rows: [Property<ServicePlan>], _ service: ServicePlan) {
    add(rows, service, FactSubject(.service, service.name.value))
  }

  private mutating func add(_ rows: [Property<VolumePlan>], _ volume: VolumePlan) {
    add(rows, volume, FactSubject(.volume, volume.key.value))
  }

  private mutating func add<Subject>(
    _ rows: [Property<Subject>], _ of: Subject, _ subject: FactSubject
  ) {
    for row in rows {
      guard let effect = row.effect?(plan.target) else { continue }
      for value in row.values(of, plan).list {
        add(row.name(of: value.key), of: subject, value.text, effect, from: value.origin)
      }
    }
  }
}
