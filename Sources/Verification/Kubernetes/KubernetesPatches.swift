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

  /// - Parameter documents: the artefact, with the patches laid over it; none where only the patches
  ///   themselves count.
  init(_ plan: TargetPlan, path: String, in documents: [YAMLNode] = []) {
    for patch in plan.patches {
      let selector = patch.selector.value.split(separator: "#", maxSplits: 1).map(String.init)
      guard selector.first == path else { continue }
      collect(patch.tree, [], selector.count > 1 ? selector[1] : "")
    }
    parts.removeAll { part in Self.saysNothing(part, in: documents) }
  }

  /// An empty map laid over one with keys, and an item of which only the name is said.
  private static func saysNothing(_ part: Part, in documents: [YAMLNode]) -> Bool {
    let node = document(of: part, in: documents)?.node(at: part.way[...])
    guard part.way.last?.hasPrefix("[") == true, name(part.tree) != nil else {
      return PatchedParts.saysNothing(part.tree, of: node)
    }
    return (node?.entries?.count ?? 0) > 1
  }

  private static func document(of part: Part, in documents: [YAMLNode]) -> YAMLNode? {
    documents.first { part.object.isEmpty || object($0) == part.object }
  }

  var isEmpty: Bool { parts.isEmpty }

  private mutating func collect(_ tree: PatchTree, _ way: [String], _ object: String) {
    switch tree {
    case .map(let entries, _) where !entries.isEmpty:
      for entry in entries { collect(entry.value, way + [entry.key.value], object) }
    case .list(let items, _) where !items.isEmpty && items.allSatisfy({ Self.name($0) != nil }):
      for item in items {
        let way = way + ["[\(Self.name(item) ?? "")]"]
        if case .map(let entries, _) = item, entries.count == 1 {
          parts.append(Part(object: object, way: way, tree: item))
        } else {
          collect(item, way, object)
        }
      }
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
      guard let property = Self.property(fact.property, ofContainerAt: part.way) else {
        return false
      }
      return KubernetesLayout.ends(of: property).contains { part.text.hasSuffix($0) }
    }
  }

  /// A property as the container itself has it; `nil` for one of another container. What runs before
  /// the last one is told with its name.
  private static func property(
    _ property: FactProperty, ofContainerAt way: [String]
  ) -> FactProperty? {
    let hasOwnKey = property.kind == .environment || property.kind == .healthHeader
    guard let list = way.firstIndex(of: "initContainers"), list + 1 < way.count else {
      let isOfLast = hasOwnKey ? !property.key.holds(" ") : property.key.isEmpty
      return isOfLast ? property : nil
    }
    let name = way[list + 1].dropFirst().dropLast()
    guard property.key == name || property.key.hasPrefix("\(name) ") else { return nil }
    return FactProperty(
      property.kind, key: String(property.key.dropFirst(name.count + 1)), index: property.index)
  }

  /// Whether what stands at `pointer` in the plan may be elsewhere, or nowhere, once they are laid
  /// over: they reach into lists, or decide what is above it.
  func move(_ pointer: String, in object: String) -> Bool {
    parts(of: object).contains { part in
      part.way.contains { $0.hasPrefix("[") }
        || "\(pointer)/".hasPrefix(JSONPointer.text(part.way) + "/")
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
      guard let node = Self.document(of: part, in: documents)?.node(at: part.way[...])
      else { return [] }
      return PatchedParts.facts(node, [part.object] + part.way)
    }
  }

  private static func object(_ document: YAMLNode) -> String {
    let name = document["metadata"]?["name"]?.scalar?.text ?? ""
    return "\(document["kind"]?.scalar?.text ?? "")/\(name)"
  }
}
