import Diagnostics
import ManifestModel

extension TargetPlanner {
  func variablePlans(
    services: [ServicePlan], backing: [ServicePlan], gateway: GatewayPlan?,
    volumes: [VolumePlan], into log: inout DiagnosticLog
  ) -> [VariablePlan] {
    var collector = VariableCollector(
      shared: [manifest.version, manifest.registry].compactMap { $0 }, of: target)
    if let gateway {
      for text in [gateway.image] + (gateway.logging?.options.map(\.value) ?? []) {
        collector.note(text, reader: gateway.name.value, into: &log)
      }
    }
    for service in services + backing {
      forEachText(of: service) { text in
        if text.literal == nil {
          collector.note(text, reader: service.name.value, into: &log)
        }
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

  private func forEachText(of service: ServicePlan, _ note: (DeployText) -> Void) {
    note(service.image.name)
    for argument in service.image.build?.args ?? [] { note(argument.value) }
    for variable in service.env { note(variable.value) }
    for words in [service.entrypoint ?? [], service.command ?? []] + service.release {
      words.forEach(note)
    }
    for host in service.options.extraHosts { note(host.value) }
    for label in service.options.labels { note(label.value) }
    for health in [service.health, service.live] {
      if case .command(let words)? = health?.probe { words.forEach(note) }
    }
    for port in service.publish {
      if let address = port.address { note(address) }
      note(port.port)
    }
    // A node of a cluster has no such folders.
    if target != .kubernetes { for mount in service.mounts { note(mount.source.fromOutput) } }
    for option in service.logging?.options ?? [] { note(option.value) }
  }
}
