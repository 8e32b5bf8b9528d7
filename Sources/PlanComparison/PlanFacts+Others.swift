internal import Diagnostics
internal import ManifestModel
internal import Planning
internal import Properties

/// What a change reaches besides the rows' own values.
extension PlanFacts {
  /// The comments' language and the rules that are set aside stand in the head of each file; on
  /// Kubernetes that of the conf has none.
  mutating func texts() {
    let project = FactSubject(.project, "")
    add("comments", of: project, plan.project.comments.rawValue, .comments, from: nil)
    let effect: PropertyEffect = plan.target == .kubernetes ? .settings : .comments
    for rule in plan.project.ruleSettings {
      let name = "rules.\(rule.code.value)"
      let level = rule.level
      add(name, of: project, level.value.rawValue, effect, from: Origin(level.range))
      for (key, text) in [("reason", rule.reason), ("until", rule.until)] {
        guard let text else { continue }
        add("\(name).\(key)", of: project, text.value, effect, from: Origin(text.range))
      }
    }
    for volume in plan.volumes where volume.colour == .blue {
      add(
        "perVersion", of: FactSubject(.volume, volume.key.value), "true", .settings,
        from: volume.key.origin)
    }
  }

  mutating func others(_ service: ServicePlan) {
    let subject = FactSubject(.service, service.name.value)
    for mount in service.mounts where mount.readOnly.value {
      add(
        "mounts.\(mount.source.fromOutput).readOnly", of: subject, "true", .replaces,
        from: mount.readOnly.origin)
    }
    for use in service.volumes { node(of: use.key.value, subject) }
  }

  mutating func others(_ gateway: GatewayPlan) {
    let subject = FactSubject(.service, gateway.name.value)
    for key in gateway.servedVolumes { node(of: key.value, subject) }
    guard gateway.builtImage != nil else { return }
    add(
      "image.from", of: subject, FactText.text(gateway.image), .replaces, from: gateway.image.origin
    )
  }

  /// Under Swarm the containers run where their volume is.
  private mutating func node(of key: String, _ subject: FactSubject) {
    guard plan.target == .swarm, let node = plan.volumes.first(where: { $0.key.value == key })?.node
    else { return }
    add("volumes.\(key).node", of: subject, node.value, .replaces, from: node.origin)
  }
}
