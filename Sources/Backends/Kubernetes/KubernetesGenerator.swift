import Diagnostics
import OutputTrees
import Planning

/// What all generators of Kubernetes documents share; each extension makes one kind.
struct KubernetesGenerator: Sendable {
  /// What stands where only the deployment knows the value.
  enum Values: Sendable {
    /// The default, or a placeholder: the artefacts.
    case atRest
    /// The template that the script fills in: what `overlay.yml` sets follows from the difference.
    case template
  }

  let plan: TargetPlan
  let values: Values
  let remark: Remark
  let names: KubernetesNames
  let security: PodSecurity

  init(_ plan: TargetPlan, values: Values) {
    self.plan = plan
    self.values = values
    remark = Remark(plan.project.comments)
    names = KubernetesNames(plan)
    security = PodSecurity(plan)
  }

  func text(_ text: DeployText) -> YAMLTree {
    switch values {
    case .atRest: .text(text.atRest, origin: text.origin)
    case .template: .text(text.literal ?? text.template, origin: text.origin)
    }
  }

  /// A part with the place that it follows from.
  func placed(_ tree: YAMLTree, at origin: Origin?) -> YAMLTree { tree.from(origin) }

  /// The name of a Secret: with its serial once the script has made it, an external one as it is.
  func secretName(_ name: String) -> String {
    if let external = names.externalSecret(name) { return external }
    return switch values {
    case .atRest: name
    case .template: "\(name)-${\(KubernetesNames.serialVariable(name))}"
    }
  }

  func metadata(_ name: String, in component: KubernetesNames.Component) -> YAMLTree {
    [
      "name": .text(name),
      "namespace": .text(names.namespace),
      "labels": labels(name, in: component),
    ]
  }

  func labels(_ name: String, in component: KubernetesNames.Component) -> YAMLTree {
    [
      "app.kubernetes.io/name": .text(name),
      "app.kubernetes.io/component": .text(component.rawValue),
      "app.kubernetes.io/part-of": .text(names.project),
      "app.kubernetes.io/managed-by": "zdc",
    ]
  }

  /// What selects a workload's pods. It can't be changed later, so it holds nothing that a version
  /// or a role decides.
  func selector(_ name: String) -> YAMLTree {
    [
      "app.kubernetes.io/name": .text(name),
      "app.kubernetes.io/part-of": .text(names.project),
    ]
  }
}
