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
    var found: [(target: Target, log: DiagnosticLog)] = []
    for (target, manifest) in input.manifests {
      let planner = TargetPlanner(
        target: target, manifest: manifest, project: project, input: input, shared: shared)
      var own = DiagnosticLog()
      targets.append(planner.plan(into: &own))
      if !own.isEmpty { found.append((target, own)) }
    }
    tell(found, in: input.scopes, into: &log)
    checkDockerfiles(input, into: &log)
    return DeploymentPlan(project: project, targets: targets)
  }

  /// What one target found and no other did is that target's.
  private static func tell(
    _ found: [(target: Target, log: DiagnosticLog)], in scopes: [Target: Diagnostic.Scope],
    into log: inout DiagnosticLog
  ) {
    var finders: [Diagnostic: Int] = [:]
    for diagnostic in found.flatMap(\.log.sorted) { finders[diagnostic, default: 0] += 1 }
    for (target, own) in found {
      for diagnostic in own.sorted {
        log.report(
          finders[diagnostic] == 1 ? diagnostic.with(scope: scopes[target]) : diagnostic)
      }
    }
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
