import Diagnostics
import OutputTrees
import Planning

/// Something that zdc put into an artefact and a patch would take away without saying so.
struct RemovedItem {
  let message: String
  let help: String
  let place: SourceRange

  static func first(removedBy patch: PatchTree, in tree: YAMLTree?) -> RemovedItem? {
    guard let tree else { return nil }
    switch patch {
    case .map(let entries, _) where tree.entries != nil:
      for (key, value) in entries {
        guard let own = tree[key.value] else { continue }
        if let found = taken(by: value, at: key, from: own) { return found }
      }
      return nil
    case .list(let items, _) where PatchedFact.isMerged(items, into: tree):
      for item in items {
        guard let name = item.yaml.name else { continue }
        if let found = first(removedBy: item, in: tree[name]) { return found }
      }
      return nil
    default: return nil
    }
  }

  private static func taken(
    by patch: PatchTree, at key: Located<String>, from own: YAMLTree
  ) -> RemovedItem? {
    // The words of a command are one value.
    if case .words = own.content, ["command", "entrypoint", "args", "test"].contains(key.value) {
      return nil
    }
    if case .replacement = patch { return nil }
    if case .map = patch, own.entries != nil { return first(removedBy: patch, in: own) }
    if case .list(let items, _) = patch, PatchedFact.isMerged(items, into: own) {
      return first(removedBy: patch, in: own)
    }
    if let entries = own.entries {
      // What a map must keep, the properties tell.
      if case .null = patch { return nil }
      guard let lost = entries.first else { return nil }
      return RemovedItem(
        message: "this would take '\(lost.key)' away from '\(key.value)', which zdc put there",
        help: "write the keys to change: \(key.value): { KEY: VALUE }, or KEY: null",
        place: key.range)
    }
    guard let items = own.items else {
      guard case .addition = patch else { return nil }
      return RemovedItem(
        message: "only a list can be appended to, and '\(key.value)' has one value",
        help: "write the value itself", place: key.range)
    }
    if case .addition = patch { return nil }
    var kept: [String] = []
    if case .list(let items, _) = patch { kept = items.map(\.yaml.short) }
    guard let lost = items.map(\.short).first(where: { !kept.contains($0) }) else { return nil }
    return RemovedItem(
      message: "this would take '\(lost)' away from '\(key.value)', which zdc put there",
      help: "write \(key.value): { append: […] } to add to the list,"
        + " or { replace: […] } to replace all of it",
      place: key.range)
  }
}

extension YAMLTree {
  /// What it says on one line, for a message and for comparing.
  fileprivate var short: String {
    switch content {
    case .null: "null"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .text(let text), .block(let text): text
    case .alias(let name): "*\(name)"
    case .sequence(let items), .words(let items):
      "[\(items.map(\.short).joined(separator: ", "))]"
    case .mapping(let entries):
      "{ \(entries.map { "\($0.key): \($0.value.short)" }.joined(separator: ", ")) }"
    }
  }
}
