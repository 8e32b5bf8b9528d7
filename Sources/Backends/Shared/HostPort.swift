import Diagnostics
import OutputTrees
import Planning

/// A port of the host that a patch gives to a service of which two run during an update.
struct HostPort {
  let place: SourceRange
  let service: String

  /// Those in `tree`, a document of Compose or Swarm with `patch` laid over; of both colours, which
  /// one line patches, the first.
  static func all(in tree: YAMLTree, patchedBy patch: PatchTree) -> [HostPort] {
    guard let services = patch["services"], case .map(let entries, _) = services.value else {
      return []
    }
    var found: [HostPort] = []
    for (name, change) in entries {
      guard let service = tree["services"]?[name.value], holdsPort(service), overlaps(service),
        let place = change["ports"] ?? change["network_mode"] ?? change["deploy"],
        found.last?.place != place.key.range
      else { continue }
      found.append(HostPort(place: place.key.range, service: name.value))
    }
    return found
  }

  private static func holdsPort(_ service: YAMLTree) -> Bool {
    if service["network_mode"]?.text == "host" { return true }
    let ports = service["ports"]?.items ?? []
    // Without `deploy` it is Compose, which knows no other ports than those of the host.
    return service["deploy"] == nil ? !ports.isEmpty : ports.contains { $0["mode"]?.text == "host" }
  }

  /// Swarm's order says it; under Compose both colours run, except of what there may be only one.
  private static func overlaps(_ service: YAMLTree) -> Bool {
    if let order = service["deploy"]?["update_config"]?["order"]?.text {
      return order == "start-first"
    }
    let labels = service["labels"]
    return labels?["zdc.colour"] != nil && ["web", "worker"].contains(labels?["zdc.role"]?.text)
  }
}

extension PatchTree {
  /// The entry of a map.
  fileprivate subscript(key: String) -> (key: Located<String>, value: PatchTree)? {
    guard case .map(let entries, _) = self else { return nil }
    return entries.first { $0.key.value == key }
  }
}
