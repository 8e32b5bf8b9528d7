import Diagnostics
import OutputTrees
import Planning

/// A value that the manifest states, which a patch would make another in one artefact alone.
struct PatchedFact {
  /// The artefact's word for it.
  let key: String
  let place: SourceRange
  /// Where the manifest states it.
  let origin: SourceRange

  var reason: String { "which other artefacts state too" }

  var help: String {
    let key = Self.manifestKey(before: origin).map { "'\($0)'" } ?? "it"
    return "change \(key) in the manifest, or in an overlay of this target"
  }

  /// The first fact that a patch changes or removes; what it only adds is none.
  static func first(changedBy patch: PatchTree, in tree: YAMLTree?) -> PatchedFact? {
    guard let tree else { return nil }
    switch patch {
    case .map(let entries, _) where tree.entries != nil:
      for (key, value) in entries {
        if let found = first(changedBy: value, at: key, in: tree[key.value]) { return found }
      }
      return nil
    case .list(let items, _) where isMerged(items, into: tree):
      for item in items {
        guard case .map(let entries, _) = item,
          case .text(let name, _)? = entries.first(where: { $0.key.value == "name" })?.value
        else { continue }
        if let found = first(changedBy: item, in: tree[name]) { return found }
      }
      return nil
    default: return nil
    }
  }

  private static func first(
    changedBy patch: PatchTree, at key: Located<String>, in tree: YAMLTree?
  ) -> PatchedFact? {
    guard let tree else { return nil }
    switch patch {
    case .map where tree.entries != nil,
      .list where tree.items?.contains { $0.name != nil } == true && isMerged(patch, into: tree):
      return first(changedBy: patch, in: tree)
    case .addition where tree.items != nil: return nil
    // `data: null` states that there is a volume of this name, and leaves the rest to a patch.
    case .map where tree.isNull: return nil
    default:
      guard !isSame(patch, tree), let origin = stated(tree) else { return nil }
      return PatchedFact(key: key.value, place: key.range, origin: origin)
    }
  }

  /// Whether a list is laid over the tree's item by item. An empty one, and one with an item that
  /// has no name, replaces it.
  private static func isMerged(_ patch: PatchTree, into tree: YAMLTree) -> Bool {
    guard case .list(let items, _) = patch else { return false }
    return isMerged(items, into: tree)
  }

  static func isMerged(_ items: [PatchTree], into tree: YAMLTree) -> Bool {
    guard let own = tree.items, !items.isEmpty else { return false }
    return (own + items.map(\.yaml)).allSatisfy { $0.name != nil }
  }

  /// Where the manifest states a scalar of the tree; what zdc defaults or derives, a patch may set.
  private static func stated(_ tree: YAMLTree) -> SourceRange? {
    if tree.isScalar {
      return tree.origin.flatMap { $0.reason == nil ? $0.range : nil }
    }
    for part in (tree.entries?.map(\.value) ?? []) + (tree.items ?? []) {
      if let range = stated(part) { return range }
    }
    return nil
  }

  private static func isSame(_ patch: PatchTree, _ tree: YAMLTree) -> Bool {
    switch (patch, tree.content) {
    case (.boolean(let one, _), .boolean(let other)): one == other
    case (.integer(let one, _), .integer(let other)): one == other
    case (.text(let one, _), .text(let other)), (.text(let one, _), .block(let other)):
      one == other
    case (.list(let some, _), _), (.replacement(let some, _), _):
      tree.items.map { items in
        some.count == items.count && zip(some, items).allSatisfy { isSame($0, $1) }
      } ?? false
    default: false
    }
  }

  /// The key that stands before a value, on its line.
  private static func manifestKey(before range: SourceRange) -> String? {
    let lines = range.file.bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(range.start.line - 1) else { return nil }
    let line = String(decoding: lines[range.start.line - 1], as: UTF8.self)
    let before = String(
      String.UnicodeScalarView(line.unicodeScalars.prefix(range.start.column - 1)))
    guard let colon = before.lastIndex(of: ":") else { return nil }
    let name = before[..<colon].reversed().prefix {
      $0.isLetter || $0.isNumber || "_.-".contains($0)
    }
    return name.isEmpty ? nil : String(name.reversed())
  }
}
