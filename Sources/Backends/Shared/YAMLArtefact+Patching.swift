package import Diagnostics
import OutputTrees
import Planning

/// Lays the manifest's patches over artefacts before they are written.
///
/// What a patch names must be there: its file, its document (`#KIND/NAME`), and the items of named
/// lists (containers) that it reaches into. Keys below those may be new.
extension Array where Element == YAMLArtefact {
  mutating func apply(_ patches: [PatchPlan], into log: inout DiagnosticLog) {
    for patch in patches { apply(patch, into: &log) }
  }

  private mutating func apply(_ patch: PatchPlan, into log: inout DiagnosticLog) {
    let parts = patch.selector.value.split(separator: "#", maxSplits: 1).map(String.init)
    guard let file = firstIndex(where: { $0.path == parts.first }) else {
      log.error(
        PatchCodes.unknownFile, at: patch.selector.range,
        "no artefact of this target is called '\(parts.first ?? "")'",
        help: nearest(parts.first ?? "", among: map(\.path)))
      return
    }
    guard
      let document = document(parts.dropFirst().first, in: self[file], of: patch, into: &log)
    else { return }
    let tree = self[file].documents[document]
    guard case .map = patch.tree else {
      log.error(
        PatchCodes.noMap, at: patch.tree.range, "a patch is a map of keys of the artefact",
        help: "write { KEY: VALUE }; to have no patch, leave it out")
      return
    }
    if let missing = Self.missingService(of: patch.tree, in: tree)
      ?? Self.missingItem(of: patch.tree, in: tree)
    {
      log.error(
        PatchCodes.unknownItem, at: missing.range,
        "'\(missing.name)' is not in the artefact: a patch changes what is there")
      return
    }
    if let fact = PatchedFact.first(changedBy: patch.tree, in: tree) {
      log.error(
        PatchCodes.changedFact, at: fact.place,
        "a patch can't change '\(fact.key)', \(fact.reason)",
        help: fact.help, notes: [Diagnostic.Note("the manifest says it here", at: fact.origin)])
      return
    }
    if let item = RemovedItem.first(removedBy: patch.tree, in: tree) {
      log.error(PatchCodes.removedItem, at: item.place, item.message, help: item.help)
      return
    }
    let patched = tree.merging(patch.tree.yaml(over: tree))
    for port in HostPort.all(in: patched, patchedBy: patch.tree) {
      log.error(
        PatchCodes.hostPortTwice, at: port.place,
        "'\(port.service)' would hold a port of the host, and two of it run during an update",
        help: "reach it through a route of the gateway")
    }
    self[file].documents[document] = patched
  }

  private func document(
    _ selector: String?, in artefact: YAMLArtefact, of patch: PatchPlan,
    into log: inout DiagnosticLog
  ) -> Int? {
    let labels = artefact.documents.map { document in
      "\(document["kind"]?.text ?? "")/\(document["metadata"]?["name"]?.text ?? "")"
    }
    if let selector {
      if let index = labels.firstIndex(of: selector) { return index }
      log.error(
        PatchCodes.unknownDocument, at: patch.selector.range,
        "'\(artefact.path)' has no '\(selector)'", help: nearest(selector, among: labels))
      return nil
    }
    guard artefact.documents.count == 1 else {
      log.error(
        PatchCodes.unknownDocument, at: patch.selector.range,
        "'\(artefact.path)' holds several objects, and the patch names none",
        help: "write '\(artefact.path)#\(labels.first ?? "KIND/NAME")'")
      return nil
    }
    return 0
  }

  /// Compose and Swarm keep containers in one map, which a patch may reach into, not add to.
  private static func missingService(
    of patch: PatchTree, in tree: YAMLTree
  ) -> (name: String, range: SourceRange)? {
    guard let own = tree["services"], case .map(let entries, _) = patch,
      case .map(let services, _)? = entries.first(where: { $0.key.value == "services" })?.value
    else { return nil }
    let missing = services.first { own[$0.key.value] == nil }
    return missing.map { ($0.key.value, $0.key.range) }
  }

  /// A map in a list of named maps stands for the item of that name.
  private static func missingItem(
    of patch: PatchTree, in tree: YAMLTree?
  ) -> (name: String, range: SourceRange)? {
    switch patch {
    case .map(let entries, _):
      for (key, value) in entries {
        if let missing = missingItem(of: value, in: tree?[key.value]) { return missing }
      }
      return nil
    case .list(let items, _):
      return missingContainer(in: items, of: tree)
    default: return nil
    }
  }

  private static func missingContainer(
    in items: [PatchTree], of tree: YAMLTree?
  ) -> (name: String, range: SourceRange)? {
    // Only containers: other named lists (`env`, `volumes`, `ports`) may grow.
    guard let own = tree?.items, own.contains(where: { $0["image"] != nil }) else { return nil }
    for item in items {
      guard case .map(let entries, let range) = item,
        case .text(let name, _)? = entries.first(where: { $0.key.value == "name" })?.value
      else { continue }
      guard let mine = own.first(where: { $0.name == name }) else { return (name, range) }
      if let missing = missingItem(of: item, in: mine) { return missing }
    }
    return nil
  }

  private func nearest(_ name: String, among names: [String]) -> String? {
    NearName.closest(to: name, among: names).map { "did you mean '\($0)'?" }
  }
}

/// Faults of patches that only the artefacts' trees can show.
package enum PatchCodes {
  package static let unknownFile = DiagnosticCode(380)
  package static let unknownDocument = DiagnosticCode(381)
  package static let unknownItem = DiagnosticCode(382)
  package static let noMap = DiagnosticCode(170)
  /// A patch after which the artefacts contradict each other.
  package static let contradiction = DiagnosticCode(171)
  package static let changedFact = DiagnosticCode(384)
  package static let hostPortTwice = DiagnosticCode(385)
  package static let removedItem = DiagnosticCode(386)
}
