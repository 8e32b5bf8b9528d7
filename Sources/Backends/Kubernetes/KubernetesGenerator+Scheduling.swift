import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// Spreads a workload's pods over nodes and zones. Naming any constraint switches off the
  /// scheduler's own, which cover zones too, so both are here.
  func topologySpread(_ name: String) -> YAMLTree {
    let spread = { (key: String) -> YAMLTree in
      [
        "maxSkew": 1,
        "topologyKey": .text(key),
        "whenUnsatisfiable": "ScheduleAnyway",
        "labelSelector": ["matchLabels": selector(name)],
        "matchLabelKeys": ["pod-template-hash"],
      ]
    }
    return YAMLTree.list {
      spread("kubernetes.io/hostname")
      spread("topology.kubernetes.io/zone")
    }.because(
      remark(
        "So that a node or a zone that fails leaves pods elsewhere.",
        "노드나 존 하나가 멈춰도 나머지가 응답하도록 흩어 놓습니다."))
  }

  /// `nodeSelector`, `affinity`, `tolerations`: where a service asks for it.
  func placement(of service: ServicePlan) -> [YAMLTree.Entry] {
    YAMLTree.map {
      entry("nodeSelector", nodeSelector(of: service))
      if let placement = service.placement, placement.onManager {
        entry("affinity", controlPlaneAffinity(from: placement.origin))
      }
      entry("tolerations", tolerations(of: service))
      entry("priorityClassName", .text(service.options.priorityClass))
    }.entries ?? []
  }

  private func nodeSelector(of service: ServicePlan) -> YAMLTree? {
    let selector = YAMLTree.map {
      if let platform = service.image.platform {
        let parts = platform.value.split(separator: "/")
        if parts.count >= 2 {
          entry("kubernetes.io/os", .text(String(parts[0]), origin: platform.origin))
          entry("kubernetes.io/arch", .text(String(parts[1]), origin: platform.origin))
        }
      }
      for constraint in service.placement?.constraints ?? [] {
        entry(constraint.label, .text(constraint.value))
      }
    }
    return selector.entries?.isEmpty == true ? nil : selector
  }

  /// By affinity, since the label's value differs from one distribution to the next.
  private func controlPlaneAffinity(from origin: Origin) -> YAMLTree {
    .map(origin: origin) {
      entry(
        "nodeAffinity",
        [
          "requiredDuringSchedulingIgnoredDuringExecution": [
            "nodeSelectorTerms": [
              [
                "matchExpressions": [
                  ["key": "node-role.kubernetes.io/control-plane", "operator": "Exists"]
                ]
              ]
            ]
          ]
        ])
    }
  }

  private func tolerations(of service: ServicePlan) -> YAMLTree? {
    .list {
      if let placement = service.placement, placement.onManager {
        placed(
          [
            "key": "node-role.kubernetes.io/control-plane",
            "operator": "Exists",
            "effect": "NoSchedule",
          ], at: placement.origin)
      }
      for one in service.options.tolerations {
        YAMLTree.map(origin: one.key.origin) {
          entry("key", .text(one.key))
          entry("operator", .text(one.value == nil ? "Exists" : "Equal", origin: one.key.origin))
          entry("value", .text(one.value))
          entry("effect", one.effect.map { .text($0.value.rawValue, origin: $0.origin) })
        }
      }
    }.orNilIfEmpty
  }

  func hostAliases(of service: ServicePlan) -> YAMLTree? {
    .list {
      for host in service.options.extraHosts {
        ["ip": text(host.value), "hostnames": [.text(host.name, origin: host.value.origin)]]
      }
    }.orNilIfEmpty
  }
}
