import Diagnostics
import ManifestModel
package import YAMLReading

/// A manifest in which one key that it writes is gone, or has another value.
package struct KeyEdit: Sendable {
  /// The key's path, `*` for names.
  package let pattern: [String]
  /// Where it stands in the manifest.
  package let path: [String]
  package let root: YAMLNode

  /// Every edit of every key, whether the base writes it, an environment or a target's overlay.
  package static func all(of root: YAMLNode, in environment: String?) -> [KeyEdit] {
    var edits: [KeyEdit] = []
    walk(.object(Language.manifest), root, [], [], environment) { path, pattern, shape, node in
      // A check has one of these keys, so that it can only be another one.
      if pattern.last == "tcp" {
        let range = node.range
        let key = YAMLEntry(
          key: Located("path", at: range), value: text("/other", .text, node))
        let other = YAMLNode(.mapping([key]), at: range)
        let root = replaced(path.dropLast(), in: root, by: other)
        edits.append(KeyEdit(pattern: pattern, path: path, root: root))
      }
      for value in [nil] + others(than: node, as: shape).map(Optional.some) {
        edits.append(
          KeyEdit(pattern: pattern, path: path, root: replaced(path[...], in: root, by: value)))
      }
    }
    return edits
  }

  private static func walk(
    _ shape: Shape, _ node: YAMLNode, _ path: [String], _ pattern: [String],
    _ environment: String?,
    _ visit: ([String], [String], Shape, YAMLNode) -> Void
  ) {
    switch shape {
    case .either(let shapes):
      for shape in shapes { walk(shape, node, path, pattern, environment, visit) }
    case .map(_, let values):
      for entry in node.entries ?? [] {
        let inner = path + [entry.key.value]
        if path == ["environments"] {
          if entry.key.value == environment {
            walk(values, entry.value, inner, [], environment, visit)
          }
          continue
        }
        visit(inner, pattern + ["*"], values, entry.value)
        walk(values, entry.value, inner, pattern + ["*"], environment, visit)
      }
    case .object(let object):
      for entry in node.entries ?? [] {
        guard let key = object.key(entry.key.value) else { continue }
        let inner = path + [key.name]
        // What a target overlays is the key that it overlays.
        let isOverlay = key.isOverlay && key.name != "environments"
        let own = isOverlay ? [key.name] : pattern + [key.name]
        visit(inner, own, key.shape, entry.value)
        walk(key.shape, entry.value, inner, own, environment, visit)
      }
    case .anything:
      // Patches: each of their leaves.
      for entry in node.entries ?? [] {
        let inner = path + [entry.key.value]
        if entry.value.scalar != nil { visit(inner, pattern + ["*"], .anything, entry.value) }
        walk(.anything, entry.value, inner, pattern + ["*"], environment, visit)
      }
    default: return
    }
  }

  /// Other values that the key could have.
  private static func others(than node: YAMLNode, as shape: Shape) -> [YAMLNode] {
    if let items = node.items, items.count > 1 {
      return [YAMLNode(.sequence(Array(items.dropLast())), at: node.range)]
    }
    guard let scalar = node.scalar else { return [] }
    switch shape {
    case .boolean:
      let isTrue = scalar.text == "true"
      return [text(isTrue ? "false" : "true", .boolean(!isTrue), node)]
    case .integer:
      let number = (Int(scalar.text) ?? 1) + 1
      return [text(String(number), .integer(number), node)]
    case .choice(let words):
      return words.filter { $0 != scalar.text }.map { text($0, .text, node) }
    case .anything: return [text("other", .text, node)]
    case .text:
      let doubled = ["7s", "3Gi", "other", "/other", "a/other.txt"]
      return doubled.map { text($0, .text, node) }
    case .either(let shapes): return shapes.flatMap { others(than: node, as: $0) }
    default: return []
    }
  }

  private static func text(_ text: String, _ kind: YAMLScalar.Kind, _ node: YAMLNode) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(text: text, kind: kind, isPlain: true)), at: node.range)
  }

  private static func replaced(
    _ path: ArraySlice<String>, in node: YAMLNode, by value: YAMLNode?
  ) -> YAMLNode {
    guard let step = path.first else { return value ?? node }
    let entries = (node.entries ?? []).compactMap { entry -> YAMLEntry? in
      guard entry.key.value == step else { return entry }
      if path.count == 1 { return value.map { YAMLEntry(key: entry.key, value: $0) } }
      return YAMLEntry(
        key: entry.key, value: replaced(path.dropFirst(), in: entry.value, by: value))
    }
    return YAMLNode(.mapping(entries), at: node.range)
  }
}
