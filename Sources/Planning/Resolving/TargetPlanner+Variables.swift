import Diagnostics
import ManifestModel

extension TargetPlanner {
  func variablePlans(
    services: [ServicePlan], backing: [ServicePlan], gateway: GatewayPlan?,
    volumes: [VolumePlan], into log: inout DiagnosticLog
  ) -> [VariablePlan] {
    var collector = VariableCollector(
      shared: [manifest.version, manifest.registry].compactMap { $0 })
    if let gateway {
      for text in [gateway.image] + (gateway.logging?.options.map(\.value) ?? []) {
        collector.note(text, reader: gateway.name.value, into: &log)
      }
    }
    for service in services + backing {
      for text in texts(of: service) {
        collector.note(text, reader: service.name.value, into: &log)
      }
    }
    for volume in volumes {
      if let name = volume.adoptedName {
        collector.note(name, reader: volume.key.value, into: &log)
      }
    }
    // kubectl fills nothing in: what looks like a variable there is its container's.
    let options = target == .kubernetes ? nil : options
    for patch in options?.patches ?? [] {
      let file = patch.selector.value.split(separator: "#").first.map(String.init) ?? ""
      for text in PatchVariables.texts(in: patch.tree) {
        collector.note(text, reader: file, into: &log)
      }
    }
    return collector.plans
  }

  private func texts(of service: ServicePlan) -> [DeployText] {
    var texts = [service.image.name]
    texts += service.image.build?.args.map(\.value) ?? []
    texts += service.env.map(\.value)
    texts += (service.entrypoint ?? []) + (service.command ?? []) + service.release.flatMap { $0 }
    texts += service.options.extraHosts.map(\.value) + service.options.labels.map(\.value)
    for health in [service.health, service.live] {
      if case .command(let words)? = health?.probe { texts += words }
    }
    texts += service.publish.flatMap { [$0.address, $0.port].compactMap(\.self) }
    // A node of a cluster has no such folders.
    if target != .kubernetes { texts += service.mounts.map(\.source.fromOutput) }
    texts += service.logging?.options.map(\.value) ?? []
    return texts
  }
}
