import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// The Service that gives a workload its name; `nil` where it has no port to reach.
  func serviceDocument(of service: ServicePlan) -> YAMLTree? {
    let name = service.name.value
    let isBacking = service.role == .backing
    let ports = servicePorts(of: service)
    // nginx asks a Service's name once: where the gateway leads to it, it has an address of its own.
    let isRouted = plan.gateway?.isColoured(name) == false
    guard isBacking || ports.items?.isEmpty == false else { return nil }
    return placed(
      [
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(name, in: KubernetesNames.component(of: service)),
        "spec": .map {
          if isBacking, !isRouted {
            entry(
              "clusterIP",
              YAMLTree.text("None").because(
                remark("The name leads to the pod itself.", "이름이 파드의 주소로 바로 이어집니다.")))
          }
          entry("selector", selector(name))
          entry("ports", ports.orNilIfEmpty)
        },
      ], at: service.name.origin)
  }

  private func servicePorts(of service: ServicePlan) -> YAMLTree {
    .list {
      service.port.map { port in
        ["name": "main", "port": .integer(port), "targetPort": .integer(port)]
      }
      for named in service.ports {
        [
          "name": .text(named.name, origin: named.port.origin),
          "port": .integer(named.port),
          "targetPort": .integer(named.port),
        ]
      }
    }
  }

  func disruptionBudget(_ name: String, in component: KubernetesNames.Component) -> YAMLTree {
    [
      "apiVersion": "policy/v1",
      "kind": "PodDisruptionBudget",
      "metadata": metadata(name, in: component),
      "spec": [
        "maxUnavailable": YAMLTree.integer(1).because(
          remark(
            "A node that is drained takes one pod at a time; a broken one never holds it up.",
            "노드를 비울 때 파드는 한 번에 하나만 나갑니다. 고장 난 파드는 이를 막지 않습니다.")),
        "unhealthyPodEvictionPolicy": "AlwaysAllow",
        "selector": ["matchLabels": selector(name)],
      ],
    ]
  }

  /// A small file, under a name that changes with its content.
  func configMap(_ file: FilePlan, of service: ServicePlan) -> YAMLTree {
    let text = String(validating: file.bytes, as: UTF8.self)
    return placed(
      [
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": [
          "name": .text(names.file(file, of: service)),
          "namespace": .text(names.namespace, origin: plan.project.name.origin),
          "labels": labels(service.name.value, in: KubernetesNames.component(of: service)),
        ],
        "immutable": true,
        "data": text.map { [fileKey(file): .block($0)] as YAMLTree },
        "binaryData": text == nil ? [fileKey(file): .text(Base64.text(file.bytes))] : nil,
      ], at: file.name.origin)
  }

  func claimDocument(_ volume: VolumePlan, name: String) -> YAMLTree {
    let isShared = volume.access.value == .shared
    let mode = YAMLTree.text(
      isShared ? "ReadWriteMany" : "ReadWriteOnce", origin: volume.access.origin)
    let why = remark(
      "Pods on several nodes mount it: the storage class must offer that.",
      "여러 노드의 파드가 함께 씁니다. 이를 지원하는 storage class가 필요합니다.")
    return placed(
      [
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": metadata(name, in: .volume),
        "spec": [
          "accessModes": [isShared ? mode.because(why) : mode],
          "storageClassName": .text(volume.storageClass),
          "resources": ["requests": ["storage": .size(volume.size)]],
        ],
      ], at: volume.key.origin)
  }
}
