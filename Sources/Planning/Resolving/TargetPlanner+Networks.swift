import Diagnostics
import ManifestModel

extension TargetPlanner {
  func networkPlans() -> [NetworkPlan] {
    manifest.networks.map { network in
      let isExternal = network.isExternal?.value == true
      let name = isExternal ? network.key.value : "\(project.network.value)-\(network.key.value)"
      let byDefault = Origin(network.key.range, reason: "default: false")
      return NetworkPlan(
        key: Traced(network.key),
        name: network.name.map(Traced.init)
          ?? Traced(name, from: Origin(network.key.range).and([project.network.origin.range])),
        isInternal: network.isInternal.map(Traced.init) ?? Traced(false, from: byDefault),
        isExternal: network.isExternal.map(Traced.init) ?? Traced(false, from: byDefault))
    }
  }

  /// As files call them; none is the one that all share.
  func networks(_ listed: [Located<String>]) -> [Traced<String>] {
    guard !listed.isEmpty else { return [project.network] }
    return listed.map { name in
      Traced(name).map { $0 == Network.shared ? project.network.value : $0 }
    }
  }
}
