internal import Diagnostics
internal import YAMLReading

/// `targets: [blueGreen]` is short for a map in which the others are not enabled.
enum TargetList {
  /// The manifest with its list, and those of its environments, written out.
  static func spelledOut(_ root: YAMLNode) -> YAMLNode {
    guard let entries = root.entries else { return root }
    let changed = entries.map { entry in
      switch entry.key.value {
      case "targets": YAMLEntry(key: entry.key, value: map(entry.value))
      case "environments": YAMLEntry(key: entry.key, value: environments(entry.value))
      default: entry
      }
    }
    return YAMLNode(.mapping(changed), at: root.range)
  }

  /// Whether a map of targets was a list before.
  static func isOne(_ targets: YAMLNode) -> Bool {
    targets.entries?.contains { $0.value.entries?.first?.key.range == $0.key.range } == true
  }

  private static func environments(_ node: YAMLNode) -> YAMLNode {
    guard let entries = node.entries else { return node }
    return YAMLNode(
      .mapping(entries.map { YAMLEntry(key: $0.key, value: spelledOut($0.value)) }),
      at: node.range)
  }

  private static func map(_ node: YAMLNode) -> YAMLNode {
    guard let items = node.items else { return node }
    let entries = Target.allCases.map { target in
      let item = items.first { $0.scalar?.text == target.rawValue }
      let place = item?.range ?? node.headRange
      let isNamed = item != nil
      let value = YAMLScalar(
        text: String(isNamed), kind: .boolean(isNamed), isPlain: true)
      let enabled = YAMLEntry(
        key: Located("enabled", at: place), value: YAMLNode(.scalar(value), at: place))
      return YAMLEntry(
        key: Located(target.rawValue, at: place), value: YAMLNode(.mapping([enabled]), at: place))
    }
    return YAMLNode(.mapping(entries), at: node.range)
  }
}
