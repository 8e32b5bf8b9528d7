import Diagnostics
import OutputTrees
import Planning

/// What all generators of Kubernetes documents share; each extension makes one kind.
struct KubernetesGenerator: Sendable {
  let plan: TargetPlan
  let remark: Remark
  let names: KubernetesNames

  init(_ plan: TargetPlan) {
    self.plan = plan
    remark = Remark(plan.project.comments)
    names = KubernetesNames(plan)
  }

  /// Text that may be known only at deployment: the artefact says what stands there at rest, and
  /// `overlay.yml` sets the rest.
  func text(_ text: DeployText) -> YAMLTree {
    if let literal = text.literal { return .text(literal, origin: text.origin) }
    return .text(text.atRest, origin: text.origin).set(to: text.template)
  }

  /// A part with the place that it follows from.
  func placed(_ tree: YAMLTree, at origin: Origin?) -> YAMLTree { tree.from(origin) }

  /// The name of a Secret: with its serial once the script has made it, an external one as it is.
  func secret(_ name: String, from origin: Origin?) -> YAMLTree {
    if let external = names.externalSecret(name) { return .text(external, origin: origin) }
    let serial = "${\(SecretPlan.serialVariable(name))}"
    return .text(name, origin: origin).set(to: "\(name)-\(serial)")
  }

  func metadata(_ name: String, in component: KubernetesNames.Component) -> YAMLTree {
    [
      "name": .text(name),
      "namespace": .text(names.namespace, origin: plan.project.name.origin),
      "labels": labels(name, in: component),
    ]
  }

  /// - Parameter isInstance: not in the pods of a backing service: they are not replaced for a label.
  func labels(
    _ name: String, in component: KubernetesNames.Component, isInstance: Bool = true
  ) -> YAMLTree {
    .map {
      entry("app.kubernetes.io/name", .text(name))
      entry("app.kubernetes.io/component", .text(component.rawValue))
      if isInstance {
        entry(
          "app.kubernetes.io/instance",
          .text(names.project, origin: plan.project.name.origin))
      }
      entry(
        "app.kubernetes.io/part-of", .text(names.project, origin: plan.project.name.origin))
      entry("app.kubernetes.io/managed-by", "zdc")
    }
  }

  /// What selects a workload's pods. It can't be changed later, so it holds nothing that a version
  /// or a role decides.
  func selector(_ name: String) -> YAMLTree {
    [
      "app.kubernetes.io/name": .text(name),
      "app.kubernetes.io/part-of": .text(names.project, origin: plan.project.name.origin),
    ]
  }
}
