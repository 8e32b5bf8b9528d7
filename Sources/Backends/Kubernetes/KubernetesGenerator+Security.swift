import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  func podSecurityContext(of service: ServicePlan) -> YAMLTree {
    .map {
      if let identity = PodSecurity.identity(of: service) {
        podIdentity(user: identity.user, group: identity.group, from: service.options.user?.origin)
      }
      entry("seccompProfile", ["type": "RuntimeDefault"])
      entry(
        "sysctls",
        YAMLTree.list {
          for one in service.options.sysctls {
            placed(["name": .text(one.name), "value": .text(one.value)], at: one.value.origin)
          }
        }.orNilIfEmpty)
    }.because(remark("As Docker does.", "Docker의 기본값과 같습니다."))
  }

  /// `fsGroup` lets the group write to mounted disks, as Docker's volumes take the image's owner.
  func podIdentity(user: Int, group: Int, from origin: Origin?) -> YAMLTree {
    .map {
      if user != 0 { entry("runAsNonRoot", true) }
      entry("runAsUser", .integer(user, origin: origin))
      entry("runAsGroup", .integer(group, origin: origin))
      entry("fsGroup", .integer(group, origin: origin))
      entry("fsGroupChangePolicy", "OnRootMismatch")
    }
  }

  /// `nil` where there is nothing to say: a *baseline* container keeps what Docker would give it.
  func containerSecurityContext(of service: ServicePlan) -> YAMLTree? {
    let isRestricted = PodSecurity.level(of: service) == .restricted
    let added = service.options.capAdd
    let isReadOnly = service.options.readOnly
    let privileged = service.options.privileged
    guard isRestricted || !added.isEmpty || isReadOnly != nil || privileged != nil else {
      return nil
    }
    return .map {
      entry("privileged", privileged.map(YAMLTree.boolean))
      if isRestricted { entry("allowPrivilegeEscalation", false) }
      entry("readOnlyRootFilesystem", isReadOnly.map(YAMLTree.boolean))
      if isRestricted || !added.isEmpty {
        entry("capabilities") {
          if !added.isEmpty { entry("add", .sequence(added.map(YAMLTree.text))) }
          if isRestricted { entry("drop", ["ALL"]) }
        }
      }
    }
  }

  func namespaceDocument() -> YAMLTree {
    let level = PodSecurity.namespaceLevel(of: plan)
    let reason =
      switch level {
      case .restricted: remark("All pods keep it.", "모든 파드가 지킵니다.")
      case .baseline:
        remark(
          "Not 'restricted', since there are services without a 'user'.",
          "'user'가 없는 서비스가 있어 'restricted'는 쓸 수 없습니다.")
      case .privileged:
        remark(
          "A 'capAdd', 'privileged' or 'sysctls' asks for more than 'baseline' allows.",
          "'capAdd', 'privileged' 또는 'sysctls'가 'baseline'보다 많은 권한을 요구합니다.")
      }
    return [
      "apiVersion": "v1",
      "kind": "Namespace",
      "metadata": [
        "name": .text(plan.project.name),
        "labels": .map {
          labels(names.namespace, in: .namespace)
          entry("pod-security.kubernetes.io/enforce", .text(level.name).because(reason))
          // Of pods alone the level is enforced; these speak up at the workload that makes them.
          entry("pod-security.kubernetes.io/warn", .text(level.name))
          entry("pod-security.kubernetes.io/audit", .text(level.name))
        },
      ],
    ]
  }
}
