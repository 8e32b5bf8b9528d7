import Diagnostics
import Planning
import YAMLReading

/// What patches say about the objects of one file of Kubernetes. Ways are those of fields; a map in
/// a list stands for the item of its name.
struct KubernetesPatches {
  private struct Part {
    let object: String
    let way: [String]
    let tree: PatchTree

    /// As fields are named: `spec.template.spec.containers[api].image`.
    var text: String { KubernetesPatches.joined(way) }
  }

  private var parts: [Part] = []

  init(_ plan: TargetPlan, path: String) {
    for patch in plan.patches {
      let selector = patch.selector.value.split(separator: "#", maxSplits: 1).map(String.init)
      guard selector.first == path else { continue }
      collect(patch.tree, [], selector.count > 1 ? selector[1] : "")
    }
  }

  var isEmpty: Bool { parts.isEmpty }

  private mutating func collect(_ tree: PatchTree, _ way: [String], _ object: String) {
    switch tree {
    case .map(let entries, _) where !entries.isEmpty:
      for entry in entries { collect(entry.value, way + [entry.key.value], object) }
    case .list(let items, _) where !items.isEmpty && items.allSatisfy({ Self.name($0) != nil }):
      for item in items { collect(item, way + ["[\(Self.name(item) ?? "")]"], object) }
    default:
      if way.last != "name" || way.count < 2 || !way[way.count - 2].hasPrefix("[") {
        parts.append(Part(object: object, way: way, tree: tree))
      }
    }
  }

  private static func name(_ tree: PatchTree) -> String? {
    guard case .map(let entries, _) = tree,
      case .text(let name, _)? = entries.first(where: { $0.key.value == "name" })?.value
    else { return nil }
    return name
  }

  private static func joined(_ way: [String]) -> String {
    way.reduce("") { text, key in
      key.hasPrefix("[") || text.isEmpty ? text + key : "\(text).\(key)"
    }
  }

  // MARK: Comparing

  private func parts(of object: String) -> [Part] {
    parts.filter { $0.object.isEmpty || $0.object == object }
  }

  func reach(_ fact: DeploymentFact) -> Bool {
    guard fact.subject.kind == .object else { return false }
    return parts(of: fact.subject.name).contains { part in
      if fact.property.kind == .field { return Self.isUnder(fact.property.key, part.text) }
      return KubernetesLayout.ends(of: fact.property).contains { part.text.hasSuffix($0) }
    }
  }

  private static func isUnder(_ way: String, _ top: String) -> Bool {
    guard way.hasPrefix(top) else { return false }
    let next = way.dropFirst(top.count).first
    return next == nil || next == "." || next == "["
  }

  /// The documents without what patches decide.
  func removed(from documents: [YAMLNode]) -> [YAMLNode] {
    documents.map { document in
      parts(of: Self.object(document)).reduce(document) { $0.removing($1.way[...]) }
    }
  }

  var expected: [DeploymentFact] {
    parts.flatMap { PatchedParts.facts($0.tree, [$0.object] + $0.way) }
  }

  func observed(in documents: [YAMLNode]) -> [DeploymentFact] {
    parts.flatMap { part -> [DeploymentFact] in
      let document = documents.first { part.object.isEmpty || Self.object($0) == part.object }
      guard let node = document?.node(at: part.way[...]) else { return [] }
      return PatchedParts.facts(node, [part.object] + part.way)
    }
  }

  private static func object(_ document: YAMLNode) -> String {
    let name = document["metadata"]?["name"]?.scalar?.text ?? ""
    return "\(document["kind"]?.scalar?.text ?? "")/\(name)"
  }
}
