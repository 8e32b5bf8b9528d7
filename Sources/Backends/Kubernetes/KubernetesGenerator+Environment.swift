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
      for variable in helpers(of: service) {
        let key = variable.configKey
        configEntry(VariablePlan.helper(key), key: key, nil)
      }
      for variable in service.env {
        if variable.value.isVariable {
          configEntry(variable.name, key: variable.value.configKey, variable.value.origin)
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
  private func helpers(of service: ServicePlan) -> [DeployText] {
    var texts = service.env.map(\.value).filter { !$0.isVariable }
    texts += (service.entrypoint ?? []) + (service.command ?? []) + service.release.flatMap { $0 }
    for health in [service.health, service.live] {
      if case .command(let words)? = health?.probe { texts += words }
    }
    var seen: Set<String> = []
    return texts.flatMap(\.variableTexts).filter { seen.insert($0.configKey).inserted }
  }

  /// The variables that pods read from the ConfigMap, with their templates, for the script. A value is
  /// what its variable's default says wherever that stands.
  func configured() -> [DeployText] {
    var seen: Set<String> = []
    return plan.allServices.flatMap { service in
      let whole = service.env.map(\.value).filter(\.isVariable)
      let wanted = helpers(of: service) + whole
      let keys = Set(wanted.map(\.configKey))
      return plan.variables.filter { keys.contains($0.name.value) }.map { variable in
        DeployText(
          [.variable(name: variable.name.value, variable.fallback)],
          from: variable.name.origin)
      } + wanted.filter(\.isReplaced)
    }.filter { seen.insert($0.configKey).inserted }
  }
}

extension DeployText {
  /// The variable that is all of the text.
  var soleVariable: String? {
    if pieces.count == 1, case .variable(let name, _) = pieces[0] { name } else { nil }
  }

  var isVariable: Bool { soleVariable != nil }

  /// Each of its variables as a text of its own.
  fileprivate var variableTexts: [DeployText] {
    variables.map { DeployText([.variable(name: $0.name, $0.fallback)], from: origin) }
  }

  /// Of a text that is a variable: what the ConfigMap calls it.
  var configKey: String {
    variables.first.map { VariablePlan.key($0.name, $0.fallback) } ?? ""
  }

  fileprivate var isReplaced: Bool { variables.first?.fallback.isReplacement == true }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of first use.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
