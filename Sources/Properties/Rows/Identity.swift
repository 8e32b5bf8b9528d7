import Diagnostics
import ManifestModel
import Planning

/// What a service is, and the names by which the scripts and the objects find each other.
enum IdentityProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "role", docker: "labels[zdc.role]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/component]",
      "template.metadata.labels[app.kubernetes.io/component]"
    ) { service, _ in .text(service.role.rawValue, from: service.name.origin) }
  ]

  /// What follows from the names alone.
  static let derived: [Property<ServicePlan>] = [
    Property(
      derived: "label of the project", docker: "labels[zdc.project]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/part-of]",
      "template.metadata.labels[app.kubernetes.io/part-of]", "object.metadata.namespace",
      .at(
        "service.metadata.namespace", nil,
        { service, plan in .one(plan.project.name).only(where: service.isReachable) })
    ) { _, plan in .one(plan.project.name) },
    Property(
      derived: "label of the service", docker: "labels[zdc.service]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/name]",
      "template.metadata.labels[app.kubernetes.io/name]"
    ) { service, _ in .one(service.name) },
    Property(derived: "colour", compose: "labels[zdc.colour]") { service, _ in
      .one(service.colour.map { Traced($0.rawValue, from: service.name.origin) })
    },
    Property(derived: "profiles", .words, compose: "profiles") { service, _ in
      .text("[green]", from: service.name.origin).only(where: service.colour == .green)
    },
    Property(derived: "container's name", compose: "container_name") { service, _ in
      .one(service.containerName.map { Traced($0, from: service.name.origin) })
    },
    Property(derived: "label of the health path", compose: "labels[zdc.health]") { service, _ in
      guard case .http(let probe)? = service.health?.probe, probe.via.value == .gateway else {
        return .none
      }
      return .text(":\(probe.port.value)\(probe.path.value)", from: probe.path.origin)
    },
    Property(
      derived: "selector", kubernetes: .at("object.spec.selector.matchLabels[*]", nil, selector),
      "service.spec.selector[*]",
      .at(
        "budget.spec.selector.matchLabels[*]", nil,
        { service, plan in selector(of: service, in: plan).only(where: service.role == .web) })
    ) { service, plan in selector(of: service, in: plan).only(where: service.isReachable) },
    Property(derived: "disruption budget", .plain, kubernetes: "budget.spec.maxUnavailable") {
      service, _ in .text("1", from: service.name.origin).only(where: service.role == .web)
    },
    Property(
      derived: "rolling label", swarm: "deploy.labels[zdc.deployment]"
    ) { service, _ in .stated("${ZDC_DEPLOYMENT:-0}", from: service.name.origin) },
  ]

  private static let selector: Property<ServicePlan>.Reading = { service, plan in
    selector(of: service, in: plan).only(where: service.role != .job)
  }

  private static func selector(of service: ServicePlan, in plan: TargetPlan) -> Values {
    Values([
      Values.Value("app.kubernetes.io/name", service.name),
      Values.Value("app.kubernetes.io/part-of", plan.project.name),
    ])
  }
}
