import Diagnostics
import ManifestModel
import Planning

/// What is one of a target: its names, and how a version is changed.
enum ProjectProperties {
  static let rows: [Property<TargetPlan>] = [
    Property("project", change: .everything, compose: "name") { plan, _ in
      .one(plan.project.name)
    },
    Property("prefix", changes: { $0 == .blueGreen ? .everything : .settings }) { plan, _ in
      .one(plan.project.prefix)
    },
    Property(
      "network", changes: { $0 == .kubernetes ? .settings : .everything },
      docker: .at("networks[*].name", nil, network)
    ) { plan, _ in .one(plan.project.network) },
    Property("networks", changes: { $0 == .kubernetes ? .settings : .everything }) { plan, _ in
      Values(plan.networks.map { Values.Value($0.key.value, $0.name) })
    },
    Property(
      "networks.*.internal", .plain, changes: { $0 == .kubernetes ? .settings : .everything },
      docker: .among("networks[*].internal")
    ) { plan, _ in
      Values(
        plan.networks.filter(\.isInternal.value).map { Values.Value($0.key.value, $0.isInternal) })
    },
    Property(
      "networks.*.external", .plain, changes: { $0 == .kubernetes ? .settings : .everything },
      docker: .among("networks[*].external")
    ) { plan, _ in
      Values(
        plan.networks.filter(\.isExternal.value).map { Values.Value($0.key.value, $0.isExternal) })
    },
  ]

  /// They stand in the head of each file; on Kubernetes that of the conf has none.
  static let texts: [Property<TargetPlan>] = [
    Property("comments", change: .comments) { plan, _ in
      .text(plan.project.comments.rawValue, from: nil)
    },
    Property("rules", changes: { $0 == .kubernetes ? .settings : .comments }) { plan, _ in
      Values(
        plan.project.ruleSettings.flatMap { rule in
          let code = rule.code.value
          let level = rule.level
          let texts = [("reason", rule.reason), ("until", rule.until)].compactMap { key, text in
            text.map { Values.Value("\(code).\(key)", text: $0.value, from: Origin($0.range)) }
          }
          return [Values.Value(code, text: level.value.rawValue, from: Origin(level.range))] + texts
        })
    },
  ]

  static let derived: [Property<TargetPlan>] = [
    Property(derived: "namespace", kubernetes: "kustomization.namespace") { _, _ in .none }
  ]

  private static let network: Property<TargetPlan>.Reading = { plan, _ in
    let network = plan.project.network
    return Values(
      [Values.Value(network.value, network)]
        + plan.networks.map { Values.Value($0.key.value, $0.name) })
  }

  static let strategy: [Property<TargetPlan>] = [
    Property(
      "strategy.drain", .time, change: .settings,
      script: .at(
        "DRAIN", nil,
        { plan, _ in
          Values.seconds(plan.drainSeconds).only(where: plan.target == .blueGreen)
        })
    ) { plan, _ in .one(plan.strategy.drain) },
    Property(
      "strategy.confirm", .plain, change: .settings,
      script: .at(
        "CONFIRM_TIMES", nil,
        { plan, _ in .one(plan.strategy.confirmTimes).only(where: plan.target == .blueGreen) })
    ) { plan, _ in
      .one(plan.strategy.confirmTimes)
        .only(where: plan.target == .blueGreen || plan.confirmation != nil)
    },
    Property("strategy.confirm.*", change: .settings) { plan, _ in
      Values(
        plan.strategy.confirmPaths.map { Values.Value($0.service + $0.path.value, $0.path) }
          + plan.strategy.comparedPaths.filter { _ in plan.target == .blueGreen }
          .map { Values.Value("compare \($0.value)", $0) }
      ).only(where: plan.target == .blueGreen || plan.confirmation != nil)
    },
    Property(
      "strategy.healthTimeout", .time, change: .settings,
      script: .at(
        "HEALTH_TIMEOUT", nil,
        { plan, _ in
          Values.seconds(plan.strategy.healthTimeout.map(\.secondsRoundedUp))
            .only(where: plan.target != .swarm)
        })
    ) { plan, _ in
      .one(plan.strategy.healthTimeout).only(where: plan.target != .swarm)
    },
    Property("strategy.retain", change: .settings, script: "RETAIN") { plan, _ in
      .word(plan.strategy.retain).only(where: plan.target == .blueGreen)
    },
    Property("endpointMode", change: .settings) { plan, _ in
      .word(plan.swarm.endpointMode).only(where: plan.target == .swarm)
    },
    Property("publish", change: .settings) { plan, _ in
      .word(plan.swarm.publish).only(where: plan.target == .swarm)
    },
    Property("strategy.keepImages", .plain, change: .settings, script: "KEEP_IMAGES") { plan, _ in
      .one(plan.strategy.keepImages).only(where: plan.target != .kubernetes)
    },
    Property("hooks", change: .settings) { plan, _ in
      Values(
        plan.strategy.hooks.map { hook in
          Values.Value(
            hook.moment.rawValue, text: hook.path.fromOutput, from: hook.path.origin)
        })
    },
    Property("accept", change: .settings) { plan, _ in
      Values(
        plan.accepted.map { Values.Value($0.value, text: "accepted", from: Origin($0.range)) })
    },
  ]
}
