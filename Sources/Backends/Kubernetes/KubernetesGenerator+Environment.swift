import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// Text of a command: the kubelet expands it.
  func kubeletText(_ text: DeployText) -> YAMLTree {
    .text(KubeletText.reference(to: text), origin: text.origin)
  }

  /// Helpers for deploy-time variables first, since only later entries can refer to them.
  func environment(of service: ServicePlan) -> YAMLTree? {
    let entries = YAMLTree.list {
      for name in helpers(of: service) { configEntry(VariablePlan.helper(name), key: name, nil) }
      for variable in service.env {
        if let name = variable.value.soleVariable {
          configEntry(variable.name, key: name, variable.value.origin)
        } else {
          valueEntry(variable.name, kubeletText(variable.value))
        }
      }
      for use in service.secrets {
        if use.isPath {
          valueEntry(use.variable.value, .text(use.path, origin: use.secret.origin))
        } else {
          secretEntry(use)
        }
      }
    }
    return entries.items?.isEmpty == true ? nil : entries
  }

  private func valueEntry(_ name: String, _ value: YAMLTree) -> YAMLTree {
    placed(["name": .text(name), "value": value], at: value.origin)
  }

  private func configEntry(_ name: String, key: String, _ origin: Origin?) -> YAMLTree {
    .map(origin: origin) {
      entry("name", .text(name))
      entry(
        "valueFrom",
        ["configMapKeyRef": ["name": .text(names.deployConfig), "key": .text(key)]])
    }
  }

  private func secretEntry(_ use: SecretUsePlan) -> YAMLTree {
    .map(origin: use.variable.origin) {
      entry("name", .text(use.variable))
      entry(
        "valueFrom",
        [
          "secretKeyRef": [
            "name": secret(use.secret.value, from: use.secret.origin), "key": "value",
          ]
        ])
    }
  }

  /// Deploy-time variables in the middle of a text or in a command.
  private func helpers(of service: ServicePlan) -> [String] {
    var texts = service.env.map(\.value).filter { $0.soleVariable == nil }
    texts += (service.entrypoint ?? []) + (service.command ?? []) + service.release.flatMap { $0 }
    for health in [service.health, service.live] {
      if case .command(let words)? = health?.probe { texts += words }
    }
    return texts.flatMap(\.variables).map(\.name).uniqued()
  }

  /// The variables that pods read from the ConfigMap, with their templates, for the script.
  func configured() -> [DeployText] {
    plan.allServices.flatMap { service -> [DeployText] in
      let whole = service.env.map(\.value).filter { $0.soleVariable != nil }
      let wanted = Set(helpers(of: service) + whole.compactMap(\.soleVariable))
      return plan.variables.filter { wanted.contains($0.name.value) }.map { variable in
        DeployText(
          [.variable(name: variable.name.value, variable.fallback)],
          from: variable.name.origin)
      }
    }.uniqued()
  }
}

extension DeployText {
  /// The variable that is all of the text.
  var soleVariable: String? {
    if pieces.count == 1, case .variable(let name, _) = pieces[0] { name } else { nil }
  }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of first use.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
