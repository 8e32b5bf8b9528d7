import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// The wrapper holds back the stop signal under Swarm, and exports secrets whose value a variable
  /// needs under Compose and Swarm; Kubernetes has preStop and secretKeyRef for the two.
  func wrapperPlan(
    _ service: Service, stop: StopPlan, secrets: [SecretUsePlan], words: [DeployText]
  ) -> WrapperPlan? {
    guard target != .kubernetes else { return nil }
    let exports = secrets.filter { !$0.isPath }.map {
      WrapperPlan.Export(variable: $0.variable, path: $0.path)
    }
    guard stop.pauseSeconds.value > 0 || !exports.isEmpty else { return nil }
    let variable = WrapperPlan.imageVariable(service.name.value)
    // Nothing but the script fills in a stack file; a Compose file is also started by hand.
    let fallback = target == .blueGreen ? Fallback.required() : .text("")
    let image = DeployText(
      [.variable(name: variable, fallback)],
      from: Origin(service.image?.range ?? service.name.range, reason: "the image's own words"))
    return WrapperPlan(
      pauseSeconds: stop.pauseSeconds, exports: exports,
      image: service.entrypoint == nil ? image : nil, words: words)
  }
}
