import Diagnostics
import ManifestModel
import YAMLReading

/// A place in a manifest where text stands: a value, or the name of a map's entry.
struct TextPosition {
  /// The keys and positions that lead to it.
  let path: [String]
  /// Whether the last step's name itself is the text.
  let isName: Bool
  /// `a service: env`, which it is an example of.
  let kind: String
  let range: SourceRange

  /// The environment that it belongs to.
  var environment: String? { path.first == "environments" && path.count > 1 ? path[1] : nil }

  /// Every text position of a manifest, as the language's own description finds them.
  static func all(in root: YAMLNode) -> [TextPosition] {
    var found: [TextPosition] = []
    walk(root, as: .object(Language.manifest), path: [], kind: "a manifest", into: &found)
    return found
  }

  private static func walk(
    _ node: YAMLNode, as shape: Shape, path: [String], kind: String,
    into found: inout [TextPosition]
  ) {
    switch shape {
    case .either(let shapes):
      for shape in shapes { walk(node, as: shape, path: path, kind: kind, into: &found) }
    case .list(let item):
      for (index, inner) in (node.items ?? []).enumerated() {
        walk(inner, as: item, path: path + [String(index)], kind: kind, into: &found)
      }
    case .map(_, let values):
      for entry in node.entries ?? [] {
        let inner = path + [entry.key.value]
        found.append(
          TextPosition(path: inner, isName: true, kind: "\(kind) (name)", range: entry.key.range))
        walk(entry.value, as: values, path: inner, kind: kind, into: &found)
      }
    case .object(let object):
      for entry in node.entries ?? [] {
        guard let key = object.key(entry.key.value) else { continue }
        walk(
          entry.value, as: key.shape, path: path + [key.name],
          kind: "\(object.name): \(key.name)", into: &found)
      }
    case .anything:
      for (index, inner) in (node.items ?? []).enumerated() {
        walk(inner, as: .anything, path: path + [String(index)], kind: kind, into: &found)
      }
      for entry in node.entries ?? [] {
        let inner = path + [entry.key.value]
        walk(entry.value, as: .anything, path: inner, kind: kind, into: &found)
      }
      if node.scalar?.kind == .text { fallthrough }
    case .text:
      guard node.scalar != nil, found.last?.path != path || found.last?.isName == true else {
        return
      }
      found.append(TextPosition(path: path, isName: false, kind: kind, range: node.range))
    case .integer, .boolean, .choice: return
    }
  }
}

extension YAMLNode {
  /// The same tree with another text at one position; its place stays.
  func putting(_ text: String, at position: TextPosition) -> YAMLNode {
    putting(text, at: position.path[...], isName: position.isName)
  }

  private func putting(_ text: String, at path: ArraySlice<String>, isName: Bool) -> YAMLNode {
    guard let step = path.first else {
      return YAMLNode(.scalar(YAMLScalar(text: text, kind: .text, isPlain: false)), at: range)
    }
    let rest = path.dropFirst()
    if let items {
      return YAMLNode(
        .sequence(
          items.enumerated().map {
            String($0.offset) == step
              ? $0.element.putting(text, at: rest, isName: isName) : $0.element
          }), at: range)
    }
    let changed = (entries ?? []).map { entry -> YAMLEntry in
      guard entry.key.value == step else { return entry }
      if isName, rest.isEmpty {
        return YAMLEntry(key: Located(text, at: entry.key.range), value: entry.value)
      }
      return YAMLEntry(key: entry.key, value: entry.value.putting(text, at: rest, isName: isName))
    }
    return YAMLNode(.mapping(changed), at: range)
  }
}
