import Diagnostics
import ManifestModel
import Planning

/// How one version's containers give way to another's, on the targets that roll.
enum RollingProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "rolling.batch", .plain, change: .settings, swarm: "deploy.update_config.parallelism",
      "deploy.rollback_config.parallelism",
      kubernetes: .at("object.spec.strategy.rollingUpdate.maxSurge", nil, surge),
      .at("object.spec.strategy.rollingUpdate.maxUnavailable", nil, unavailable)
    ) { service, plan in rolls(service, on: plan) { .one($0.batch) } },
    Property(
      "rolling.pause", .time, change: .settings, swarm: "deploy.update_config.delay",
      kubernetes: .at("object.spec.minReadySeconds", nil, minReady)
    ) { service, plan in rolls(service, on: plan) { .one($0.pause) } },
    Property(
      "rolling.order", change: .settings, swarm: "deploy.update_config.order",
      "deploy.rollback_config.order",
      kubernetes: .at("object.spec.strategy.type", nil, strategy)
    ) { service, plan in rolls(service, on: plan) { .word($0.order) } },
    Property("rolling.onFailure", change: .settings, swarm: "deploy.update_config.failure_action") {
      service, plan in rolls(service, on: plan) { .word($0.onFailure) }
    },
    Property(
      "rolling.monitor", .time, change: .settings, swarm: "deploy.update_config.monitor",
      "deploy.rollback_config.monitor"
    ) { service, plan in rolls(service, on: plan) { .one($0.monitor) } },
  ]

  static let derived: [Property<ServicePlan>] = [
    Property(
      derived: "progress deadline", .plain, kubernetes: "object.spec.progressDeadlineSeconds"
    ) { service, _ in deployed(service) { .one($0.progressSeconds) } },
    Property(derived: "mode", swarm: "deploy.mode") { _, _ in .none },
    Property(derived: "update strategy", kubernetes: "object.spec.updateStrategy.type") {
      service, _ in
      .text("RollingUpdate", from: service.name.origin).only(where: service.role == .backing)
    },
    Property(derived: "endpoint mode", swarm: "deploy.endpoint_mode") { service, plan in
      .word(plan.endpointMode(of: service))
    },
  ]

  private static func rolls(
    _ service: ServicePlan, on plan: TargetPlan, _ value: (RollingPlan) -> Values
  ) -> Values {
    guard plan.target != .blueGreen, service.role != .job else { return .none }
    return value(service.rolling)
  }

  /// What Kubernetes runs as a Deployment.
  private static func deployed(
    _ service: ServicePlan, _ value: (RollingPlan) -> Values
  ) -> Values {
    service.role == .job || service.role == .backing ? .none : value(service.rolling)
  }

  private static let strategy: Property<ServicePlan>.Reading = { service, _ in
    deployed(service) { rolling in
      .text(
        service.role == .singleton ? "Recreate" : "RollingUpdate", from: rolling.order.origin)
    }
  }

  private static let surge: Property<ServicePlan>.Reading = { service, _ in
    deployed(service) { rolling in
      .one(rolling.order.value == .startFirst ? rolling.batch : rolling.batch.map { _ in 0 })
        .only(where: service.role != .singleton)
    }
  }

  private static let unavailable: Property<ServicePlan>.Reading = { service, _ in
    deployed(service) { rolling in
      .one(rolling.order.value == .startFirst ? rolling.batch.map { _ in 0 } : rolling.batch)
        .only(where: service.role != .singleton)
    }
  }

  private static let minReady: Property<ServicePlan>.Reading = { service, _ in
    deployed(service) { .seconds($0.readySeconds) }
  }
}
