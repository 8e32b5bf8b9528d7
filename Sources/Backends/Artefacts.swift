package import Diagnostics
package import ManifestModel
package import OutputTrees
import ParallelWork
package import Planning

/// A generated file and the target that it is for; `nil`: for all of them.
package struct Artefact: Sendable {
  package let target: Target?
  package let file: OutputFile
}

/// All backends, in the order of the targets.
package enum Artefacts {
  /// Every artefact of `plan`; what a backend can't do goes to `log`.
  package static func all(
    of plan: DeploymentPlan, into log: inout DiagnosticLog
  ) -> [Artefact] {
    let parts = plan.targets.map(Part.target) + [.shared(plan)]
    let made = parts.parallelMap { part in
      var log = DiagnosticLog()
      return (artefacts: part.artefacts(into: &log), log: log)
    }
    for part in made { log.append(part.log) }
    return made.flatMap(\.artefacts)
  }

  /// What only the backends find in `plan`, without its artefacts: patches can be held only against
  /// what they patch, so that is made where there are some.
  package static func check(_ plan: DeploymentPlan, into log: inout DiagnosticLog) {
    for plan in plan.targets {
      if plan.target == .kubernetes { KubernetesArtefacts.noteLowerSecurity(plan, into: &log) }
      guard !plan.patches.isEmpty else { continue }
      _ =
        switch plan.target {
        case .blueGreen: BlueGreenArtefacts.documents(plan, into: &log)
        case .kubernetes: KubernetesArtefacts.documents(plan, into: &log)
        case .swarm: SwarmArtefacts.documents(plan, into: &log)
        }
    }
  }

  /// What can be made without the rest.
  private enum Part: Sendable {
    case target(TargetPlan)
    /// For all targets.
    case shared(DeploymentPlan)

    func artefacts(into log: inout DiagnosticLog) -> [Artefact] {
      switch self {
      case .target(let plan):
        let files =
          switch plan.target {
          case .blueGreen: BlueGreenArtefacts.files(plan, into: &log)
          case .kubernetes: KubernetesArtefacts.files(plan, into: &log)
          case .swarm: SwarmArtefacts.files(plan, into: &log)
          }
        return files.map { Artefact(target: plan.target, file: $0) }
      case .shared(let plan):
        let files =
          SharedArtefacts.files(plan, into: &log) + RunbookArtefact.files(plan, into: &log)
        return files.map { Artefact(target: nil, file: $0) }
      }
    }
  }
}
