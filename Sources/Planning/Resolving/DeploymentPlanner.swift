package import Diagnostics
import ManifestModel

/// Makes the plan: every name, address, time and reference resolved and defaulted.
package enum DeploymentPlanner {
  /// Plans each enabled target of `input`; faults that only a plan can show go to `log`.
  package static func plan(_ input: PlanInput, into log: inout DiagnosticLog) -> DeploymentPlan? {
    guard let first = input.manifests.first?.manifest else { return nil }
    let project = projectPlan(first, input)
    let shared = SharedPlans(manifestFolder: input.manifestFolder)
    var targets: [TargetPlan] = []
    for (target, manifest) in input.manifests {
      let planner = TargetPlanner(
        target: target, manifest: manifest, project: project, input: input, shared: shared)
      targets.append(planner.plan(into: &log))
    }
    checkDockerfiles(input, into: &log)
    return DeploymentPlan(project: project, targets: targets)
  }

  private static func projectPlan(_ manifest: Manifest, _ input: PlanInput) -> ProjectPlan {
    let byName = Origin(manifest.project.range, reason: "default: the project's name")
    let name = Traced(manifest.project)
    return ProjectPlan(
      name: name,
      prefix: manifest.prefix.map(Traced.init) ?? Traced(name.value, from: byName),
      network: manifest.network.map(Traced.init) ?? Traced(name.value, from: byName),
      comments: manifest.comments?.value ?? .en,
      manifestPath: input.manifestPath,
      environment: input.environment,
      ruleSettings: manifest.rules)
  }
}
