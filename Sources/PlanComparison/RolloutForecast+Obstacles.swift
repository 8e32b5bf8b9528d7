internal import Diagnostics
internal import ManifestModel
internal import Planning

extension RolloutForecast {
  /// What a deployment meets that its own steps do not tell: data that a new version can't read, and
  /// claims that a cluster refuses to change.
  mutating func findObstacles() {
    guard let before else { return }
    for service in plan.backing {
      guard let old = before.backing.first(where: { $0.name.value == service.name.value }),
        let change = dataChange(from: old, to: service)
      else { continue }
      obstacles.append(
        Obstacle(
          service: service.name.value, stops: change.stops, says: change.says,
          instead: change.instead))
    }
    if target == .kubernetes {
      for volume in plan.volumes {
        guard let old = before.volumes.first(where: { $0.name == volume.name }) else { continue }
        refusals(from: old, to: volume)
      }
    }
  }

  /// Whether the new version of a service does not start on what the old one left.
  func doesNotStart(_ service: String) -> Bool {
    obstacles.contains { $0.service == service && $0.stops }
  }

  /// Volumes, and folders of the host.
  private func stores(of service: ServicePlan) -> Set<String> {
    Set(service.volumes.map(\.key.value))
      .union(service.mounts.map { FactText.text($0.source.fromOutput) })
  }

  /// Only where the volume stays: in a new one a new version starts afresh.
  private func dataChange(
    from old: ServicePlan, to new: ServicePlan
  ) -> KnownImage.DataChange? {
    guard !stores(of: old).isDisjoint(with: stores(of: new)), old.image.build == nil,
      new.image.build == nil,
      let before = ImageReference(old.image.name.withDefaults),
      let after = ImageReference(new.image.name.withDefaults)
    else { return nil }
    return KnownImage.change(from: before, to: after)
  }

  /// A claim's class and access never change, and its size only grows.
  private mutating func refusals(from old: VolumePlan, to new: VolumePlan) {
    guard !old.isExternal, !new.isExternal,
      old.adoptedName.map(\.withDefaults) == new.adoptedName.map(\.withDefaults)
    else { return }
    var refused: [String] = []
    if new.size.value.bytes < old.size.value.bytes {
      refused.append("a size of \(new.size.value) after \(old.size.value)")
    }
    if old.storageClass?.value != new.storageClass?.value {
      refused.append("another storageClass")
    }
    if old.access.value != new.access.value { refused.append("another access") }
    guard !refused.isEmpty else { return }
    obstacles.append(
      Obstacle(
        service: new.key.value, stops: false,
        says: "the cluster refuses the claim: \(refused.joined(separator: ", "))",
        instead: "declare a volume of another name, and carry the data over"))
  }
}

extension DeployText {
  /// The text where every variable has its default.
  fileprivate var withDefaults: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(_, let fallback): fallback.text ?? String(Template.unknownText)
      }
    }.joined()
  }
}
