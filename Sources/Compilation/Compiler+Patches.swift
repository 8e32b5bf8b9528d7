import Backends
import Diagnostics
import ManifestModel
import Planning

extension Compiler {
  /// Patches after which the artefacts contradict each other, though each key of theirs may be laid
  /// over the artefact: the manifest's fault, and not zdc's.
  static func patchFaults(
    in artefacts: [Artefact], of plan: DeploymentPlan, into log: inout DiagnosticLog
  ) {
    guard plan.hasPatches else { return }
    let found = contradictions(in: artefacts, of: plan, folder: ".").sorted
    guard !found.isEmpty, isSound(plan.keepingPatches { _, _ in false }) else { return }
    let patches = plan.targets.flatMap { target in
      target.patches.map { (target: target.target, patch: $0) }
    }
    let guilty = patches.filter { one in
      !isSound(
        plan.keepingPatches { target, patch in
          target == one.target && patch.selector.range == one.patch.selector.range
        })
    }
    for (_, patch) in guilty.isEmpty ? Array(patches.prefix(1)) : guilty {
      log.error(
        PatchCodes.contradiction, at: patch.selector.range,
        "with this patch the artefacts contradict each other",
        help: "say it in the manifest, or in an overlay of this target",
        notes: found.prefix(3).map { Diagnostic.Note($0.message, at: $0.range) })
    }
  }

  /// Whether what is made says what the plan says.
  private static func isSound(_ plan: DeploymentPlan) -> Bool {
    var log = DiagnosticLog()
    let artefacts = Artefacts.all(of: plan, into: &log)
    return log.hasErrors || contradictions(in: artefacts, of: plan, folder: ".").isEmpty
  }
}
