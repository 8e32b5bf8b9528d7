package import Diagnostics
package import YAMLReading

/// A key that a manifest writes, as one target gets it.
package struct WrittenKey: Sendable {
  /// The steps that lead to it, names as the manifest has them.
  package let path: [String]
  /// The key's place: the overlay's, where that gave it.
  package let range: SourceRange

  /// As `accept` and people write it.
  package var text: String { path.joined(separator: ".") }
}

/// Finds keys in a manifest's tree with one target's overlay laid over it, without merging the two.
package struct WrittenKeys {
  package let root: YAMLNode
  package let overlay: YAMLNode?

  package init(_ root: YAMLNode, for target: Target) {
    self.root = root
    overlay = root["targets"]?[target.rawValue]
  }

  /// Every key of the language that is written, in the manifest's order.
  package func all(of target: Target) -> [WrittenKey] {
    var found: [WrittenKey] = []
    walk(.object(Language.manifest), root, overlay, [], &found)
    let own = Language.targets.key(target.rawValue)?.shape.object
    for entry in overlay?.entries ?? [] {
      guard let key = own?.key(entry.key.value), !key.isOverlay else { continue }
      found.append(
        WrittenKey(path: ["targets", target.rawValue, key.name], range: entry.key.range))
    }
    return found
  }

  /// The written keys that stand in `tree`.
  package func keys(in tree: SupportTable.PathTree) -> [(key: WrittenKey, row: KeySupportRow)] {
    var found: [(WrittenKey, KeySupportRow)] = []
    search(tree, root, overlay, [], &found)
    return found
  }

  private func search(
    _ tree: SupportTable.PathTree, _ base: YAMLNode?, _ over: YAMLNode?, _ path: [String],
    _ found: inout [(WrittenKey, KeySupportRow)]
  ) {
    for name in tree.names {
      guard let child = tree.children[name] else { continue }
      for pair in name == "*" ? Self.pairs(base, over) : Self.pair(name, base, over) {
        let inner = path + [pair.key.value]
        if let row = child.row {
          found.append((WrittenKey(path: inner, range: pair.key.range), row))
        }
        search(child, pair.base, pair.over, inner, &found)
      }
    }
  }

  private func walk(
    _ shape: Shape, _ base: YAMLNode?, _ over: YAMLNode?, _ path: [String],
    _ found: inout [WrittenKey]
  ) {
    let isWholeOverlay = path.isEmpty
    switch shape {
    case .either(let shapes):
      for shape in shapes { walk(shape, base, over, path, &found) }
    case .map(_, let values):
      for pair in Self.pairs(base, over) {
        walk(values, pair.base, pair.over, path + [pair.key.value], &found)
      }
    case .object(let object):
      for pair in Self.pairs(base, over) {
        guard let key = object.key(pair.key.value) else { continue }
        // Targets' own keys are told apart; an environment is merged before.
        if isWholeOverlay, ["targets", "environments"].contains(key.name) { continue }
        let inner = path + [key.name]
        found.append(WrittenKey(path: inner, range: pair.key.range))
        walk(key.shape, pair.base, pair.over, inner, &found)
      }
    default: return
    }
  }

  private typealias Pair = (key: Located<String>, base: YAMLNode?, over: YAMLNode?)

  private static func pair(_ name: String, _ base: YAMLNode?, _ over: YAMLNode?) -> [Pair] {
    let below = base?.entries?.first { $0.key.value == name }
    let above = over?.entries?.first { $0.key.value == name }
    return joined(below, above).map { [$0] } ?? []
  }

  /// The entries of both, in the order of the lower one; those that the upper one removes are not
  /// there, and below what is no map nothing of the lower one is left.
  private static func pairs(_ base: YAMLNode?, _ over: YAMLNode?) -> [Pair] {
    guard let additions = over?.entries else {
      return over == nil ? (base?.entries ?? []).compactMap { joined($0, nil) } : []
    }
    let lower = base?.entries ?? []
    let known = Set(lower.map(\.key.value))
    let upper = Dictionary(
      additions.map { ($0.key.value, $0) }, uniquingKeysWith: { first, _ in first })
    return lower.compactMap { joined($0, upper[$0.key.value]) }
      + additions.filter { !known.contains($0.key.value) }.compactMap { joined(nil, $0) }
  }

  private static func joined(_ below: YAMLEntry?, _ above: YAMLEntry?) -> Pair? {
    if let above {
      return above.value.isNull ? nil : (above.key, below?.value, above.value)
    }
    return below.flatMap { $0.value.isNull ? nil : ($0.key, $0.value, nil) }
  }
}
