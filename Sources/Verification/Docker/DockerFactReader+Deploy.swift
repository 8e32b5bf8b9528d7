import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  mutating func deploy(_ node: YAMLNode) {
    guard let entries = node.entries, !entries.isEmpty else { return other(node, "deploy") }
    for part in entries {
      switch part.key.value {
      case "replicas": plain(.replicas, part.value)
      case "mode": text(.mode, part.value)
      case "endpoint_mode": text(.endpointMode, part.value)
      case "labels": map(.deploymentLabel, part)
      case "placement": placement(part.value)
      case "resources": resources(part.value)
      case "update_config": rolling(part.value, Self.update)
      case "rollback_config": rolling(part.value, Self.rollback)
      case "restart_policy": restartPolicy(part.value)
      default: other(part.value, "deploy.\(part.key.value)")
      }
    }
  }

  private static let update: [String: FactProperty.Kind] = [
    "parallelism": .updateBatch, "delay": .updatePause, "order": .updateOrder,
    "failure_action": .updateFailure, "monitor": .updateMonitor,
  ]

  private static let rollback: [String: FactProperty.Kind] = [
    "parallelism": .rollbackBatch, "delay": .rollbackPause, "order": .rollbackOrder,
    "failure_action": .rollbackFailure, "monitor": .rollbackMonitor,
  ]

  private mutating func rolling(_ node: YAMLNode, _ kinds: [String: FactProperty.Kind]) {
    guard let entries = node.entries, !entries.isEmpty else { return other(node, "rolling") }
    for part in entries {
      guard let kind = kinds[part.key.value] else {
        other(part.value, "deploy.\(part.key.value)")
        continue
      }
      if part.key.value == "parallelism" {
        plain(kind, part.value)
      } else {
        text(kind, part.value, Renderings.seconds)
      }
    }
  }

  private mutating func placement(_ node: YAMLNode) {
    for part in node.entries ?? [] {
      if part.key.value == "constraints" {
        items(.placement, part.value)
      } else {
        other(part.value, "deploy.placement.\(part.key.value)")
      }
    }
    if node.entries?.isEmpty ?? true { other(node, "deploy.placement") }
  }

  private mutating func restartPolicy(_ node: YAMLNode) {
    for part in node.entries ?? [] {
      switch part.key.value {
      case "condition": text(.restartCondition, part.value)
      case "delay": text(.restartDelay, part.value, Renderings.seconds)
      case "max_attempts": plain(.restartAttempts, part.value)
      default: other(part.value, "deploy.restart_policy.\(part.key.value)")
      }
    }
    if node.entries?.isEmpty ?? true { other(node, "deploy.restart_policy") }
  }

  private mutating func resources(_ node: YAMLNode) {
    guard let entries = node.entries, !entries.isEmpty else { return other(node, "resources") }
    for half in entries {
      let isLimit = half.key.value == "limits"
      guard isLimit || half.key.value == "reservations", let parts = half.value.entries,
        !parts.isEmpty
      else {
        other(half.value, "deploy.resources.\(half.key.value)")
        continue
      }
      for part in parts {
        switch part.key.value {
        case "cpus":
          quoted(isLimit ? .cpuLimit : .cpuReserve, part.value)
        case "memory":
          text(isLimit ? .memoryLimit : .memoryReserve, part.value, Renderings.dockerSize)
        case "devices" where !isLimit: devices(part.value)
        case "generic_resources" where !isLimit: genericResources(part.value)
        default: other(part.value, "deploy.resources.\(half.key.value).\(part.key.value)")
        }
      }
    }
  }

  /// Compose wants CPUs as text.
  private mutating func quoted(_ kind: FactProperty.Kind, _ node: YAMLNode) { text(kind, node) }

  private mutating func devices(_ node: YAMLNode) {
    guard let items = node.items, items.count == 1, let entries = items[0].entries else {
      return other(node, "deploy.resources.devices")
    }
    for part in entries {
      switch part.key.value {
      case "driver": text(.gpuKind, part.value)
      case "count": plain(.gpus, part.value)
      case "capabilities": words(.gpuCapabilities, part.value)
      default: other(part.value, "deploy.resources.devices.\(part.key.value)")
      }
    }
  }

  private mutating func genericResources(_ node: YAMLNode) {
    guard let items = node.items, items.count == 1, let outer = items[0].entries,
      outer.count == 1, outer[0].key.value == "discrete_resource_spec",
      let entries = outer[0].value.entries
    else { return other(node, "deploy.resources.generic_resources") }
    for part in entries {
      switch part.key.value {
      case "kind": text(.gpuKind, part.value)
      case "value": plain(.gpus, part.value)
      default: other(part.value, "deploy.resources.generic_resources.\(part.key.value)")
      }
    }
  }
}
