import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension SwarmStack {
  func deploy(_ service: ServicePlan) -> YAMLTree {
    YAMLTree.map {
      entry("replicas", .integer(service.replicas))
      entry(
        "endpoint_mode",
        plan.endpointMode(of: service).map { .text($0.value.rawValue, origin: $0.origin) })
      entry("labels", deploymentLabel)
      entry("placement", placement(constraints(of: service)))
      entry("resources", resources(service))
      entry("update_config", update(service.rolling))
      entry("rollback_config", rollback(service.rolling))
      entry("restart_policy", restartPolicy(of: service))
    }
  }

  /// A label of the service, not of its containers: a new deployment restarts nothing by it.
  var deploymentLabel: YAMLTree {
    YAMLTree.map { entry("zdc.deployment", .text("${ZDC_DEPLOYMENT:-0}")) }
  }

  /// Whatever way a task ends, there is to be another.
  var restartPolicy: YAMLTree {
    YAMLTree.map {
      entry("condition", .text("any"))
      entry("delay", .text(plan.engineTimes.restartDelay.description))
    }
  }

  private func restartPolicy(of service: ServicePlan) -> YAMLTree? {
    guard let restart = service.restart else { return nil }
    return YAMLTree.map(origin: restart.origin) {
      entry("condition", .text(restart.value.condition, origin: restart.origin))
      entry("delay", .text(plan.engineTimes.restartDelay.description))
      entry(
        "max_attempts", restart.value.attempts.map { YAMLTree.integer($0, origin: restart.origin) })
    }
  }

  private func update(_ rolling: RollingPlan) -> YAMLTree {
    YAMLTree.map(origin: rolling.batch.origin) {
      entry("parallelism", .integer(rolling.batch))
      entry("delay", .duration(rolling.pause))
      entry("order", .text(rolling.order.value.rawValue, origin: rolling.order.origin))
      entry(
        "failure_action", .text(rolling.onFailure.value.rawValue, origin: rolling.onFailure.origin))
      entry("monitor", .duration(rolling.monitor))
    }
  }

  private func rollback(_ rolling: RollingPlan) -> YAMLTree {
    YAMLTree.map(origin: rolling.batch.origin) {
      entry("parallelism", .integer(rolling.batch))
      entry("delay", .text(plan.engineTimes.rollbackDelay.description))
      entry("order", .text(rolling.order.value.rawValue, origin: rolling.order.origin))
      entry("failure_action", .text("pause"))
      entry("monitor", .duration(rolling.monitor))
    }
  }

  /// Where a service may run: its own placement, its platform, the nodes of its volumes.
  func constraints(of service: ServicePlan) -> [Traced<String>] {
    var list: [Traced<String>] = []
    if let placement = service.placement {
      if placement.onManager { list.append(Traced("node.role == manager", from: placement.origin)) }
      for constraint in placement.constraints {
        list.append(constraint.value.map { "node.labels.\(constraint.label) == \($0)" })
      }
    }
    if let platform = service.image.platform {
      let parts = platform.value.split(separator: "/")
      if let system = parts.first {
        list.append(platform.map { _ in "node.platform.os == \(system)" })
      }
      if parts.count > 1 {
        // Nodes tell the kernel's names.
        let names = ["amd64": "x86_64", "arm64": "aarch64"]
        let machine = names[String(parts[1]), default: String(parts[1])]
        list.append(platform.map { _ in "node.platform.arch == \(machine)" })
      }
    }
    let used = Set(service.volumes.map(\.volume))
    return list + nodes(of: plan.volumes.filter { used.contains($0.name) })
  }

  func nodes(of volumes: [VolumePlan]) -> [Traced<String>] {
    volumes.compactMap(\.node).map { node in
      node.map { $0 == "manager" ? "node.role == manager" : "node.hostname == \($0)" }
    }
  }

  func placement(_ constraints: [Traced<String>]) -> YAMLTree? {
    var seen: Set<String> = []
    let distinct = constraints.filter { seen.insert($0.value).inserted }
    guard !distinct.isEmpty else { return nil }
    return YAMLTree.map {
      entry("constraints", YAMLTree.list { for text in distinct { YAMLTree.compose(text) } })
    }
  }

  func resources(_ service: ServicePlan) -> YAMLTree? {
    DockerService.resources(service.resources) { gpus in
      entry(
        "generic_resources",
        YAMLTree.list {
          YAMLTree.map(origin: gpus.origin) {
            entry(
              "discrete_resource_spec",
              YAMLTree.map {
                entry("kind", .text("NVIDIA-GPU"))
                entry("value", .integer(gpus))
              })
          }
        })
    }
  }
}
