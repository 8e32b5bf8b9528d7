internal import Diagnostics
internal import ManifestModel
internal import Planning
internal import Properties

/// Patches, value by value: what they write runs like everything else.
extension PlanFacts {
  mutating func patches() {
    for patch in plan.patches {
      let selector = patch.selector.value
      let file = selector.prefix { $0 != "#" }
      let object = selector.split(separator: "/").last.map(String.init) ?? ""
      guard plan.target != .kubernetes else {
        let owner = subject(object)
        patch.tree.leaves { path, value, range in
          add(
            "patches.\(file).\(path)", of: owner, value, effect(onPodBy: path),
            from: Origin(range))
        }
        continue
      }
      patch.tree.leaves { path, value, range in
        let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
        let isService = parts.count > 1 && parts[0] == "services"
        add(
          "patches.\(file).\(isService && parts.count > 2 ? parts[2] : path)",
          of: subject(isService ? parts[1] : ""), value, isService ? .replaces : .settings,
          from: Origin(range))
      }
    }
  }

  /// A patch names an object by its address, which under blue-green has a colour.
  private func subject(_ name: String) -> FactSubject {
    let own = plan.allServices.first { $0.address == name || $0.name.value == name }
    let service = own?.name.value ?? (plan.gateway?.name.value == name ? name : nil)
    return service.map { FactSubject(.service, $0) } ?? FactSubject(.project, "")
  }

  /// On Kubernetes only what stands in a pod's template replaces pods.
  private func effect(onPodBy path: String) -> PropertyEffect {
    path == "spec.replicas" ? .scales : path.hasPrefix("spec.template.") ? .replaces : .settings
  }
}

extension PatchTree {
  /// Each scalar with its path; an empty map or list is one too.
  fileprivate func leaves(
    at path: String = "", _ visit: (_ path: String, _ value: String, _ range: SourceRange) -> Void
  ) {
    let inner = { (key: String) in path.isEmpty ? key : "\(path).\(key)" }
    switch self {
    case .null(let range): visit(path, "null", range)
    case .boolean(let value, let range): visit(path, "\(value)", range)
    case .integer(let value, let range): visit(path, "\(value)", range)
    case .text(let value, let range): visit(path, value, range)
    case .list(let items, let range): self.visit(items, at: path, range, visit)
    case .addition(let items, let range): self.visit(items, at: inner("append"), range, visit)
    case .replacement(let items, let range): self.visit(items, at: inner("replace"), range, visit)
    case .map(let entries, let range):
      if entries.isEmpty { visit(path, "{}", range) }
      for entry in entries { entry.value.leaves(at: inner(entry.key.value), visit) }
    }
  }

  private func visit(
    _ items: [PatchTree], at path: String, _ range: SourceRange,
    _ visit: (_ path: String, _ value: String, _ range: SourceRange) -> Void
  ) {
    if items.isEmpty { visit(path, "[]", range) }
    for (index, item) in items.enumerated() { item.leaves(at: "\(path).\(index)", visit) }
  }
}
