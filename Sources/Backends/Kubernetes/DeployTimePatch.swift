import Diagnostics
import OutputTrees

/// What the deployment sets in one object: a strategic merge patch, so that containers, variables
/// and volumes are found by their names, whatever stands before them.
struct DeployTimePatch: Sendable {
  private let kind: String
  private let name: YAMLTree
  private let content: YAMLTree

  /// `nil` for an object in which the deployment sets nothing.
  init?(of document: YAMLTree) {
    guard let part = Self.part(of: document), let kind = document["kind"]?.text,
      let name = document["metadata"]?["name"]
    else { return nil }
    self.kind = kind
    self.name = name
    // kustomize wants these of every patch, and goes by the target.
    var metadata = [YAMLTree.Entry("name", Self.filled(name))]
    metadata += part["metadata"]?.entries ?? []
    var entries = [
      YAMLTree.Entry("apiVersion", document["apiVersion"] ?? .text("")),
      YAMLTree.Entry("kind", .text(kind)),
      YAMLTree.Entry("metadata", YAMLTree(.mapping(metadata))),
    ]
    entries += (part.entries ?? []).filter { $0.key != "metadata" }
    content = YAMLTree(.mapping(entries))
  }

  /// An entry of `patches`. kustomize takes the patch as a text of its own.
  var tree: YAMLTree {
    let file = YAMLWriter.file(path: "", header: [], documents: [content])
    let marker = "---\n".utf8.count
    let text = OutputFile(
      path: "", bytes: Array(file.bytes.dropFirst(marker)),
      lineOrigins: Array(file.lineOrigins.dropFirst()))
    return [
      "target": ["kind": .text(kind), "name": .text(name.text ?? "", origin: name.origin)],
      "patch": .block(text),
    ]
  }

  // MARK: What is set, and where

  /// Lists whose items Kubernetes finds by their `name`; the rest of the item stays.
  ///
  /// - Source: Kubernetes' OpenAPI, `x-kubernetes-patch-merge-key`.
  private static let named: Set<String> = ["containers", "initContainers", "env", "volumes"]

  /// Lists that Kubernetes merges by another key of an item, so that one is added where that key is
  /// what the deployment sets. All others are replaced as they are.
  private static let merged: Set<String> = [
    "hostAliases", "ports", "volumeMounts", "volumeDevices", "topologySpreadConstraints",
  ]

  /// The tree without what no deployment changes.
  private static func part(of tree: YAMLTree, below key: String = "") -> YAMLTree? {
    switch tree.content {
    case .mapping(let entries):
      let parts = entries.compactMap { entry in
        part(of: entry.value, below: entry.key).map { YAMLTree.Entry(literal(entry.key), $0) }
      }
      return parts.isEmpty ? nil : YAMLTree(.mapping(parts), origin: tree.origin)
    case .sequence(let items), .words(let items):
      let parts = items.map { part(of: $0) }
      guard parts.contains(where: { $0 != nil }) else { return nil }
      return YAMLTree(.sequence(list(items, parts, below: key)), origin: tree.origin)
    default: return tree.template == nil ? nil : filled(tree)
    }
  }

  private static func list(
    _ items: [YAMLTree], _ parts: [YAMLTree?], below key: String
  ) -> [YAMLTree] {
    guard named.contains(key), items.allSatisfy({ $0["name"] != nil }) else {
      let whole = items.map(filled)
      return merged.contains(key) ? [["$$patch": "replace"]] + whole : whole
    }
    return zip(items, parts).compactMap { item, part in
      guard let part, let name = item["name"] else { return nil }
      let rest = (part.entries ?? []).filter { $0.key != "name" }
      return YAMLTree(.mapping([.init("name", filled(name))] + rest), origin: item.origin)
    }
  }

  /// What stands in a list that is replaced. In this file a dollar is syntax.
  private static func filled(_ tree: YAMLTree) -> YAMLTree {
    if let template = tree.template {
      return YAMLTree.text(template, origin: tree.origin).inQuotes
    }
    let content: YAMLTree.Content =
      switch tree.content {
      case .mapping(let entries):
        .mapping(entries.map { YAMLTree.Entry(literal($0.key), filled($0.value)) })
      case .sequence(let items), .words(let items): .sequence(items.map(filled))
      case .text(let text), .block(let text): .text(literal(text))
      case .null, .boolean, .integer, .alias: tree.content
      }
    return YAMLTree(content, origin: tree.origin)
  }

  private static func literal(_ text: String) -> String { text.replacingAll("$", with: "$$") }
}
