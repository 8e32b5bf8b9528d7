import Diagnostics
import Planning

extension TargetPlan {
  /// The patches with each coloured service, and each release, under the names of both its colours.
  var colouredPatches: [PatchPlan] {
    let released = services.filter { !$0.release.isEmpty }
    let addresses = Dictionary(
      services.map { ($0.name.value, [$0.address]) }
        + released.map { ($0.preparedName, [$0.releaseName]) },
      uniquingKeysWith: +)
    return patches.map { patch in
      guard case .map(let entries, let range) = patch.tree else { return patch }
      let coloured = entries.map { entry in
        guard entry.key.value == "services", case .map(let services, let range) = entry.value
        else { return entry }
        let both = services.flatMap { service in
          (addresses[service.key.value] ?? [service.key.value]).map { address in
            (key: Located(address, at: service.key.range), value: service.value)
          }
        }
        return (key: entry.key, value: PatchTree.map(both, range))
      }
      return PatchPlan(selector: patch.selector, tree: .map(coloured, range))
    }
  }
}
