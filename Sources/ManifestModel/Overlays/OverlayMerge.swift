internal import Diagnostics
internal import YAMLReading

/// Merges an overlay into what it overlays: maps merge, `null` removes, lists replace.
///
/// Every value keeps the place of the line that gave it; a map that both have keeps the base's. Short
/// forms are expanded where a map meets one, so that `health: { interval: 1s }` adds to
/// `health: /up`. What the overlay adds comes last, in its order.
struct OverlayMerge {
  /// Whether `null` stays where it removes nothing: in an overlay that is itself merged later.
  private let keepsNulls: Bool
  /// Whether it tells of `null` that removes nothing.
  private let warns: Bool

  init(keepingNulls keepsNulls: Bool = false, warning warns: Bool = true) {
    self.keepsNulls = keepsNulls
    self.warns = warns
  }

  private var keepingNulls: OverlayMerge { OverlayMerge(keepingNulls: true, warning: warns) }

  func merge(
    _ overlay: YAMLNode, into base: YAMLNode, as shape: Shape, into log: inout DiagnosticLog
  ) -> YAMLNode {
    let (upper, lower) = Self.expanded(overlay, base, as: shape)
    guard let additions = upper.entries, let entries = lower.entries else {
      return keepsNulls ? upper : withoutNulls(upper, as: shape, into: &log)
    }
    return YAMLNode(
      .mapping(merge(additions, into: entries, as: shape, into: &log)), at: lower.range)
  }

  private func merge(
    _ overlay: [YAMLEntry], into base: [YAMLEntry], as shape: Shape, into log: inout DiagnosticLog
  ) -> [YAMLEntry] {
    var result: [YAMLEntry?] = base
    var positions: [String: Int] = [:]
    for (position, entry) in base.enumerated() { positions[entry.key.value] = position }
    for entry in overlay {
      let (childShape, child) = inside(entry.key.value, of: shape)
      guard let position = positions[entry.key.value], let old = result[position] else {
        guard let value = child.added(entry, as: childShape, into: &log) else { continue }
        result.append(YAMLEntry(key: entry.key, value: value))
        continue
      }
      if entry.value.isNull {
        result[position] = nil
      } else {
        let value = child.merge(entry.value, into: old.value, as: childShape, into: &log)
        let isMerged = entry.value.entries != nil && value.range == old.value.range
        result[position] = YAMLEntry(key: isMerged ? old.key : entry.key, value: value)
      }
    }
    return result.compactMap { $0 }
  }

  /// The shape under a key, and how overlays are merged there.
  private func inside(_ key: String, of shape: Shape) -> (Shape, OverlayMerge) {
    if case .map(_, let values) = shape { return (values, self) }
    guard let key = shape.object?.key(key) else { return (.anything, self) }
    let isPatches = if case .map(_, .anything) = key.shape { true } else { false }
    return (key.shape, key.isOverlay || isPatches ? keepingNulls : self)
  }

  private func added(
    _ entry: YAMLEntry, as shape: Shape, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    guard !entry.value.isNull || keepsNulls else {
      if warns { warn(of: entry, into: &log) }
      return nil
    }
    return keepsNulls ? entry.value : withoutNulls(entry.value, as: shape, into: &log)
  }

  private func withoutNulls(
    _ node: YAMLNode, as shape: Shape, into log: inout DiagnosticLog
  ) -> YAMLNode {
    guard let entries = node.entries else { return node }
    let kept = entries.compactMap { entry in
      let (childShape, child) = inside(entry.key.value, of: shape)
      return child.added(entry, as: childShape, into: &log).map {
        YAMLEntry(key: entry.key, value: $0)
      }
    }
    return YAMLNode(.mapping(kept), at: node.range)
  }

  private func warn(of entry: YAMLEntry, into log: inout DiagnosticLog) {
    log.warning(
      .removesNothing, at: entry.key.range,
      "'\(entry.key.value): null' removes nothing: what it overlays has no such key")
  }

  /// Both in the long form, where one of them is a map.
  private static func expanded(
    _ overlay: YAMLNode, _ base: YAMLNode, as shape: Shape
  ) -> (overlay: YAMLNode, base: YAMLNode) {
    guard let object = shape.object else { return (overlay, base) }
    func long(_ node: YAMLNode) -> YAMLNode {
      guard let short = object.shortKey(for: node.kind), !node.isNull else { return node }
      let entry = YAMLEntry(key: Located(short, at: node.range), value: node)
      return YAMLNode(.mapping([entry]), at: node.range)
    }
    guard overlay.entries != nil || base.entries != nil else { return (overlay, base) }
    return (long(overlay), long(base))
  }
}
