import Diagnostics
import Planning
import YAMLReading

/// What a target's patches say about one Compose file or stack: the patch decides there, and not
/// the rest of the manifest.
struct PatchedParts {
  struct Part {
    /// Keys from the document inwards.
    let way: [String]
    /// What the patch puts there: nothing, or everything below.
    let facts: [DeploymentFact]
  }

  private(set) var parts: [Part] = []

  /// - Parameter root: the artefact, with the patches laid over it.
  init(_ plan: TargetPlan, path: String, in root: YAMLNode) {
    for patch in plan.patches where patch.selector.value == path {
      collect(patch.tree, [], plan, root)
    }
  }

  private mutating func collect(
    _ tree: PatchTree, _ way: [String], _ plan: TargetPlan, _ root: YAMLNode
  ) {
    guard case .map(let entries, _) = tree, !entries.isEmpty else {
      if Self.saysNothing(tree, of: root.node(at: way[...])) { return }
      parts.append(Part(way: way, facts: Self.facts(tree, way)))
      return
    }
    for entry in entries {
      let copies =
        way == ["services"] ? plan.services.filter { $0.name.value == entry.key.value } : []
      let names = copies.isEmpty ? [entry.key.value] : copies.map(\.address)
      for name in names { collect(entry.value, way + [name], plan, root) }
    }
  }

  /// An empty map laid over one with keys changes none of them.
  static func saysNothing(_ tree: PatchTree, of node: YAMLNode?) -> Bool {
    guard case .map(let entries, _) = tree, entries.isEmpty else { return false }
    return node?.entries?.isEmpty == false
  }

  /// The facts that the artefact must state at the patched places.
  var expected: [DeploymentFact] { parts.flatMap(\.facts) }

  func reach(_ fact: DeploymentFact) -> Bool {
    guard let section = DockerLayout.section(of: fact.subject.kind) else { return false }
    let way = [section, fact.subject.name] + DockerLayout.way(to: fact.property)
    return parts.contains { part in
      part.way.starts(with: way) || way.starts(with: part.way)
    }
  }

  /// What the artefact states there.
  func observed(in root: YAMLNode) -> [DeploymentFact] {
    parts.flatMap { part -> [DeploymentFact] in
      var node = root
      for key in part.way {
        guard let inner = node[key] else { return [] }
        node = inner
      }
      return Self.facts(node, part.way)
    }
  }

  /// The artefact without what patches decide.
  func removed(from root: YAMLNode) -> YAMLNode {
    parts.reduce(root) { $0.removing($1.way[...]) }
  }

  private static func fact(_ way: [String], _ value: String, _ range: SourceRange) -> DeploymentFact
  {
    DeploymentFact(
      FactSubject(.project, ""), FactProperty(.other, key: way.joined(separator: ".")), value,
      from: Origin(range))
  }

  static func facts(_ tree: PatchTree, _ way: [String]) -> [DeploymentFact] {
    switch tree {
    case .null: []
    case .boolean(let value, let range): [fact(way, String(value), range)]
    case .integer(let value, let range): [fact(way, String(value), range)]
    case .text(let text, let range): [fact(way, text, range)]
    case .list(let items, let range):
      [fact(way, "list of \(items.count)", range)]
        + items.enumerated().flatMap { facts($1, way + [String($0)]) }
    case .map(let entries, let range):
      [fact(way, "map of \(entries.count)", range)]
        + entries.flatMap { facts($0.value, way + [$0.key.value]) }
    }
  }

  static func facts(_ node: YAMLNode, _ way: [String]) -> [DeploymentFact] {
    switch node.content {
    case .scalar(let scalar): [fact(way, scalar.text, node.range)]
    case .sequence(let items):
      [fact(way, "list of \(items.count)", node.range)]
        + items.enumerated().flatMap { facts($1, way + [String($0)]) }
    case .mapping(let entries):
      [fact(way, "map of \(entries.count)", node.range)]
        + entries.flatMap { facts($0.value, way + [$0.key.value]) }
    }
  }
}
