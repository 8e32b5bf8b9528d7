import Backends
import Diagnostics
import ManifestModel
import Planning
import Verification

extension Compiler {
  /// Patches after which the artefacts say something else than the manifest, or contradict each
  /// other: the manifest's fault, and not zdc's.
  static func patchFaults(
    in artefacts: [Artefact], of plan: DeploymentPlan, into log: inout DiagnosticLog
  ) {
    guard plan.hasPatches else { return }
    for key in plan.targets.filter({ $0.target != .kubernetes }).flatMap(\.patches).flatMap({
      OwnLabels.keys(in: $0.tree)
    }) {
      log.error(
        PatchCodes.changedFact, at: key.range,
        "a patch can't set '\(key.value)': labels that begin with 'zdc.' are how the scripts find"
          + " their containers",
        help: "choose another name for a label of your own")
    }
    let found = contradictions(in: artefacts, of: plan, folder: ".").sorted
    guard !found.isEmpty, isSound(plan.keepingPatches { _, _ in false }) else { return }
    let changed = changedProperties(in: artefacts, of: plan)
    guard changed.isEmpty else { return changed.forEach { log.report($0) } }
    let patches = plan.targets.flatMap { target in
      target.patches.map { (target: target.target, patch: $0) }
    }
    let guilty = patches.filter { one in
      !isSound(
        plan.keepingPatches { target, patch in
          target == one.target && patch.selector.range == one.patch.selector.range
        })
    }
    for (_, patch) in guilty.isEmpty ? Array(patches.prefix(1)) : guilty {
      log.error(
        PatchCodes.contradiction, at: patch.selector.range,
        "with this patch the artefacts contradict each other",
        help: "say it in the manifest, or in an overlay of this target",
        notes: found.prefix(3).map { Diagnostic.Note($0.message, at: $0.range) })
    }
  }

  /// The keys of patches that give a property another value than the plan does.
  private static func changedProperties(
    in artefacts: [Artefact], of plan: DeploymentPlan
  ) -> [Diagnostic] {
    PropertyCheck.findings(of: plan, in: readBack(artefacts, folder: ".")).compactMap { finding in
      guard let patches = plan.plan(for: finding.target)?.patches,
        let key = patches.lazy.compactMap({ PatchedKey(of: finding, in: $0) }).first,
        !OwnLabels.has(key.name)
      else { return nil }
      let fact = "'\(finding.property)' of \(finding.subject)"
      let message =
        finding.expected.map {
          "a patch can't change '\(key.name)': \(fact) is '\($0)' by the manifest, and the rollout"
            + " relies on it"
        }
        ?? "a patch can't set '\(key.name)': the manifest has no \(fact), and the rollout relies on"
        + " that"
      return Diagnostic(
        .error, PatchCodes.changedFact, at: key.range, message,
        help: "say it in the manifest, or in an overlay of this target",
        notes: finding.origin.map { origin in
          [
            Diagnostic.Note(
              origin.reason.map { "it follows from this line (\($0))" }
                ?? "the manifest says it here", at: origin.range)
          ]
        } ?? [])
    }
  }

  /// Whether what is made says what the plan says.
  private static func isSound(_ plan: DeploymentPlan) -> Bool {
    var log = DiagnosticLog()
    let artefacts = Artefacts.all(of: plan, into: &log)
    return log.hasErrors || contradictions(in: artefacts, of: plan, folder: ".").isEmpty
  }
}

/// Labels that are zdc's own.
private enum OwnLabels {
  static func has(_ key: String) -> Bool { key.hasPrefix("zdc.") }

  static func keys(in tree: PatchTree, isOfLabels: Bool = false) -> [Located<String>] {
    switch tree {
    case .map(let entries, _):
      entries.flatMap { entry in
        isOfLabels && has(entry.key.value)
          ? [entry.key] : keys(in: entry.value, isOfLabels: entry.key.value == "labels")
      }
    case .list(let items, _), .addition(let items, _), .replacement(let items, _):
      items.flatMap { keys(in: $0, isOfLabels: isOfLabels) }
    case .text(let text, let range): isOfLabels && has(text) ? [Located(text, at: range)] : []
    case .null, .boolean, .integer: []
    }
  }
}

/// The key of a patch that reaches the place of a property.
private struct PatchedKey {
  let name: String
  let range: SourceRange

  init?(of finding: PropertyFinding, in patch: PatchPlan) {
    let selector = patch.selector.value.split(separator: "#", maxSplits: 1).map(String.init)
    guard selector.first == finding.path, !finding.keys.isEmpty,
      selector.count < 2 || selector[1] == finding.object,
      let key = Self.last(of: finding.keys[...], in: patch.tree)
    else { return nil }
    name = key.value
    range = key.range
  }

  /// The innermost key that the patch has of a way.
  private static func last(
    of way: ArraySlice<String>, in tree: PatchTree
  ) -> Located<String>? {
    guard let key = way.first else { return nil }
    switch tree {
    case .map(let entries, _):
      guard let entry = entries.first(where: { isSame($0.key.value, key) }) else { return nil }
      return last(of: way.dropFirst(), in: entry.value) ?? entry.key
    case .list(let items, _):
      return items.lazy.compactMap { item in
        guard case .map(let entries, _) = item,
          case .text(let name, _)? = entries.first(where: { $0.key.value == "name" })?.value,
          key == "[\(name)]" || key == name
        else { return nil }
        return last(of: way.dropFirst(), in: item)
      }.first
    default: return nil
    }
  }

  /// Under blue-green a patch names a service, and reaches both of its colours.
  private static func isSame(_ written: String, _ key: String) -> Bool {
    written == key || Colour.allCases.contains { "\(written)-\($0.rawValue)" == key }
  }
}
