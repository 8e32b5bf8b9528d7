package import Diagnostics
import ManifestModel

/// A network beside the one that all share.
package struct NetworkPlan: Sendable {
  /// As files call it.
  package let key: Traced<String>
  /// As the engine does.
  package let name: Traced<String>
  package let isInternal: Traced<Bool>
  package let isExternal: Traced<Bool>
}

/// Who is on a network, as Kubernetes tells pods apart.
package struct NetworkMembers: Sendable {
  package let key: Traced<String>
  /// Names of pods.
  package let all: [Traced<String>]
  /// Of an internal one: those that are on no other kind, which reach nothing else.
  package let confined: [Traced<String>]
}

extension TargetPlan {
  /// Who is on which network, the shared one first; none where there is but that.
  package var networkMembers: [NetworkMembers] {
    guard !networks.isEmpty else { return [] }
    let shared = project.network
    let confirming = confirmation?.name.value
    let closed = Set(networks.filter(\.isInternal.value).map(\.key.value))
    return ([shared] + networks.map(\.key)).compactMap { key in
      let services = allServices.filter { $0.networks.contains { $0.value == key.value } }
      let confined = services.filter { $0.networks.allSatisfy { closed.contains($0.value) } }
      let fronts = gateway.flatMap { gateway in
        gateway.networks.first { $0.value == key.value }.map { place in
          [gateway.name.value, confirming].compactMap(\.self)
            .map { name in place.map { _ in name } }
        }
      }
      let all = (fronts ?? []) + services.flatMap { $0.pods(on: key.value) }
      guard !all.isEmpty else { return nil }
      return NetworkMembers(
        key: key, all: all,
        confined: closed.contains(key.value) ? confined.flatMap { $0.pods(on: key.value) } : [])
    }
  }

  /// Networks that a deployment makes, as the engine calls them, and those that have to be there.
  package var madeNetworks: [Traced<String>] {
    [project.network] + networks.filter { !$0.isExternal.value }.map(\.name)
  }
  package var externalNetworks: [Traced<String>] {
    networks.filter(\.isExternal.value).map(\.name)
  }
}

extension ServicePlan {
  /// The service's own, and that of its release.
  fileprivate func pods(on network: String) -> [Traced<String>] {
    guard let place = networks.first(where: { $0.value == network }) else { return [] }
    let released = isPrepared && role != .initial ? [preparedName] : []
    return ([name.value] + released).map { name in place.map { _ in name } }
  }
}
