import Diagnostics
import ManifestModel
import Planning

/// Where a service may run, and what it comes after.
enum PlacementProperties {
  static let rows: [Property<ServicePlan>] = [
    Property("placement", swarm: .among("deploy.placement.constraints[]", nil, manager)) {
      service, _ in
      guard let placement = service.placement, placement.onManager else { return .none }
      return .text("manager", from: placement.origin)
    },
    Property(
      "placement.constraints", swarm: .among("deploy.placement.constraints[]", nil, constraints),
      kubernetes: .among("pod.nodeSelector[*]")
    ) { service, _ in
      Values((service.placement?.constraints ?? []).map { Values.Value($0.label, $0.value) })
    },
    Property("tolerations", kubernetes: .among("pod.tolerations[].key", nil, taints)) {
      service, _ in
      Values(
        service.options.tolerations.map { one in
          let parts = [one.value?.value, one.effect?.value.rawValue].compactMap(\.self)
          return Values.Value(
            one.key.value, text: parts.isEmpty ? "any" : parts.joined(separator: " "),
            from: one.key.origin)
        })
    },
    Property("priorityClass", kubernetes: .among("pod.priorityClassName")) { service, _ in
      .one(service.options.priorityClass)
    },
    Property("serviceAccount", kubernetes: .among("pod.serviceAccountName")) { service, _ in
      .one(service.options.serviceAccount)
    },
    Property(
      "dependsOn", change: .settings,
      compose: .among("depends_on[*].condition", nil, conditions)
    ) { service, plan in
      Values(
        service.dependsOn.map { name in
          Values.Value(plan.withoutColour(name.value), text: "yes", from: name.origin)
        })
    },
    Property("schedule", change: .settings, kubernetes: "object.spec.schedule") { service, _ in
      .one(service.schedule)
    },
    Property("timeZone", change: .settings, kubernetes: .among("object.spec.timeZone")) {
      service, _ in .one(service.timeZone)
    },
  ]

  private static let taints: Property<ServicePlan>.Reading = { service, _ in
    Values(service.options.tolerations.map { Values.Value("", $0.key) })
  }

  /// What has a check of its own is waited for until it is well.
  private static let conditions: Property<ServicePlan>.Reading = { service, plan in
    Values(
      service.dependsOn.map { name in
        let other = plan.allServices.first { $0.address == name.value }
        let isChecked = other?.health?.isAskedInside == true
        let condition =
          other?.role == .initial
          ? "service_completed_successfully" : isChecked ? "service_healthy" : "service_started"
        return Values.Value(name.value, text: condition, from: name.origin)
      })
  }

  private static let manager: Property<ServicePlan>.Reading = { service, _ in
    guard let placement = service.placement, placement.onManager else { return .none }
    return .text("node.role == manager", from: placement.origin)
  }

  private static let constraints: Property<ServicePlan>.Reading = { service, _ in
    Values(
      (service.placement?.constraints ?? []).map { constraint in
        Values.Value("", constraint.value.map { "node.labels.\(constraint.label) == \($0)" })
      })
  }
}
