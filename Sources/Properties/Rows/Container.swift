import Diagnostics
import ManifestModel
import Planning

/// What Docker's own keys say of a container.
enum ContainerProperties {
  static let rows = processRows + limitRows + logRows

  private static let processRows: [Property<ServicePlan>] = [
    Property("init", .plain, docker: .among("init")) { service, _ in
      .one(service.options.runsInit)
    },
    Property(
      "tty", .plain, docker: .among("tty"), kubernetes: .among("container.tty")
    ) { service, _ in .one(service.options.tty) },
    Property(
      "stdinOpen", .plain, docker: .among("stdin_open"), kubernetes: .among("container.stdin")
    ) { service, _ in .one(service.options.stdinOpen) },
    Property(
      "restart", compose: "restart",
      swarm: .at("deploy.restart_policy.condition", nil, condition),
      .at("deploy.restart_policy.max_attempts", .plain, attempts)
    ) { service, _ in .one(service.restart) },
  ]

  private static let limitRows: [Property<ServicePlan>] = [
    Property("ulimits", .plain, docker: .among("ulimits[*]")) { service, _ in
      ulimits(service, isOne: true, \.soft)
    },
    Property("ulimits.*.soft", .plain, docker: .among("ulimits[*].soft")) { service, _ in
      ulimits(service, isOne: false, \.soft)
    },
    Property("ulimits.*.hard", .plain, docker: .among("ulimits[*].hard")) { service, _ in
      ulimits(service, isOne: false, \.hard)
    },
    Property("pidsLimit", .plain, docker: .among("deploy.resources.limits.pids")) { service, _ in
      .one(service.resources.pidsLimit)
    },
  ]

  private static let logRows: [Property<ServicePlan>] = [
    Property("logging.driver", docker: .among("logging.driver")) { service, _ in
      .one(service.logging?.driver)
    },
    Property("logging.options", docker: .among("logging.options[*]")) { service, _ in
      .options(of: service.logging)
    },
  ]

  private static let condition: Property<ServicePlan>.Reading = { service, _ in
    .one(service.restart?.map(\.condition))
  }

  private static let attempts: Property<ServicePlan>.Reading = { service, _ in
    guard let restart = service.restart, let attempts = restart.value.attempts else { return .none }
    return .one(restart.map { _ in attempts })
  }

  private static func ulimits(
    _ service: ServicePlan, isOne: Bool, _ part: (UlimitPlan) -> Traced<Int>
  ) -> Values {
    Values(
      service.options.ulimits.filter { $0.isOne == isOne }.map { Values.Value($0.name, part($0)) })
  }
}
