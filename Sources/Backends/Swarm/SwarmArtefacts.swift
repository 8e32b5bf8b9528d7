import Diagnostics
import OutputTrees
import Planning

/// Everything that Swarm needs.
enum SwarmArtefacts {
  static func files(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [OutputFile] {
    let conf = SwarmSite.file(plan)
    let stack = SwarmStack(plan, conf: conf)
    return documents(of: stack, into: &log).map { $0.written() } + (conf.map { [$0] } ?? [])
      + SwarmScripts(plan, stack: stack).files()
  }

  /// What patches reach, with them laid over.
  static func documents(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [YAMLArtefact] {
    documents(of: SwarmStack(plan, conf: SwarmSite.file(plan)), into: &log)
  }

  private static func documents(
    of stack: SwarmStack, into log: inout DiagnosticLog
  ) -> [YAMLArtefact] {
    var documents = [stack.artefact()]
    documents.apply(stack.plan.patches, into: &log)
    return documents
  }
}
