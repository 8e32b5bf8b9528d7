package import Diagnostics
package import ManifestModel
package import OutputTrees
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
    var artefacts: [Artefact] = []
    for target in plan.targets {
      let files =
        switch target.target {
        case .blueGreen: BlueGreenArtefacts.files(target, into: &log)
        case .kubernetes: KubernetesArtefacts.files(target, into: &log)
        case .swarm: SwarmArtefacts.files(target, into: &log)
        }
      artefacts += files.map { Artefact(target: target.target, file: $0) }
    }
    let shared = SharedArtefacts.files(plan, into: &log) + RunbookArtefact.files(plan, into: &log)
    return artefacts + shared.map { Artefact(target: nil, file: $0) }
  }
}
