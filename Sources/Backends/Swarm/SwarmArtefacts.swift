import Diagnostics
import OutputTrees
import Planning

/// Everything that Swarm needs.
enum SwarmArtefacts {
  static func files(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [OutputFile] {
    let conf = SwarmSite.file(plan)
    let stack = SwarmStack(plan, conf: conf)
    var documents = [stack.artefact()]
    documents.apply(plan.patches, into: &log)
    return documents.map { $0.written() } + (conf.map { [$0] } ?? [])
      + SwarmScripts(plan, stack: stack).files()
  }
}
