import Diagnostics
import YAMLReading

/// What becomes of one artefact between two builds of the same manifest, and of the services and
/// objects in it.
package struct ArtefactDifference: Sendable {
  package enum Kind: String, Sendable {
    case added
    case removed
    case changed
    /// Bytes differ, and nothing that a reader takes from them.
    case comments
  }

  /// A Compose service, a network, a Kubernetes object.
  package struct Object: Sendable {
    package let name: String
    package let kind: Kind
    /// Whether a deployment puts new containers in the place of the ones that run.
    package let replacesContainers: Bool
  }

  /// A generated file as one of the two builds has it.
  package struct File: Sendable {
    package let bytes: [UInt8]
    package let isExecutable: Bool

    package init(bytes: [UInt8], isExecutable: Bool) {
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  package let path: String
  package let kind: Kind
  package let objects: [Object]

  /// `nil` where both are the same; a missing side is `nil`.
  package init?(path: String, old: File?, new: File?) {
    guard old?.bytes != new?.bytes || old?.isExecutable != new?.isExecutable else { return nil }
    self.path = path
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else {
      kind = old == nil ? .added : new == nil ? .removed : .changed
      objects = []
      return
    }
    let parts = DeployedParts.matched(
      DeployedParts.read(old?.bytes, path), DeployedParts.read(new?.bytes, path))
    objects = parts.compactMap { name, old, new in
      Object(name: name, old: old, new: new, inSwarm: path.hasSuffix("swarm.yml"))
    }
    kind =
      old == nil ? .added : new == nil ? .removed : objects.isEmpty ? .comments : .changed
  }
}

extension ArtefactDifference.Object {
  /// `nil` where both say the same.
  fileprivate init?(name: String, old: YAMLNode?, new: YAMLNode?, inSwarm: Bool) {
    guard let new else {
      self.init(name: name, kind: .removed, replacesContainers: false)
      return
    }
    guard let old else {
      self.init(name: name, kind: .added, replacesContainers: false)
      return
    }
    if DeployedParts.same(old, new) { return nil }
    let replaces =
      name.hasPrefix("service ")
      ? Self.restarts(old, new, inSwarm: inSwarm)
      : !DeployedParts.same(old["spec"]?["template"], new["spec"]?["template"])
    self.init(name: name, kind: .changed, replacesContainers: replaces)
  }

  /// Whether two definitions of a service differ in what a container is made with.
  private static func restarts(_ old: YAMLNode, _ new: YAMLNode, inSwarm: Bool) -> Bool {
    // Neither is a part of what Compose compares, nor does Swarm read it.
    let aside = ["build", "depends_on", "profiles"]
    return DeployedParts.keys(old, new).contains { key in
      if aside.contains(key) { return false }
      guard inSwarm, key == "deploy" else { return !DeployedParts.same(old[key], new[key]) }
      // Of the rest of `deploy` only these two are part of a task.
      return ["resources", "placement", "restart_policy"].contains { part in
        !DeployedParts.same(old[key]?[part], new[key]?[part])
      }
    }
  }
}

/// The parts of a YAML artefact that are deployed one by one.
private enum DeployedParts {
  typealias Part = (name: String, node: YAMLNode)

  /// Compose's services and what they use, or each object of Kubernetes.
  static func read(_ bytes: [UInt8]?, _ path: String) -> [Part] {
    guard let bytes else { return [] }
    var log = DiagnosticLog()
    let documents = YAMLDocument.readAll(SourceFile(path: path, bytes: bytes), into: &log) ?? []
    return documents.flatMap { document -> [Part] in
      guard document["services"] != nil else {
        let kind = document["kind"]?.scalar?.text ?? "document"
        let name = document["metadata"]?["name"]?.scalar?.text
        return [(name.map { "\(kind) \($0)" } ?? kind, document)]
      }
      return (document.entries ?? []).flatMap { section -> [Part] in
        let word = section.key.value.hasSuffix("s") ? String(section.key.value.dropLast()) : ""
        guard !word.isEmpty, let entries = section.value.entries else {
          return [(section.key.value, section.value)]
        }
        return entries.map { ("\(word) \($0.key.value)", $0.value) }
      }
    }
  }

  /// Both sides' parts by name: the new order, then what is gone.
  static func matched(
    _ old: [Part], _ new: [Part]
  ) -> [(name: String, old: YAMLNode?, new: YAMLNode?)] {
    let before = Dictionary(old.map { ($0.name, $0.node) }, uniquingKeysWith: { one, _ in one })
    let after = Set(new.map(\.name))
    return new.map { ($0.name, before[$0.name], $0.node) }
      + old.filter { !after.contains($0.name) }.map { ($0.name, $0.node, nil) }
  }

  static func keys(_ old: YAMLNode, _ new: YAMLNode) -> Set<String> {
    Set(((old.entries ?? []) + (new.entries ?? [])).map(\.key.value))
  }

  /// Whether two nodes say the same, wherever they stand and however they are written. The order
  /// of a mapping's keys says nothing.
  static func same(_ one: YAMLNode?, _ other: YAMLNode?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    switch (one.content, other.content) {
    case (.scalar(let left), .scalar(let right)):
      return left.kind == right.kind && (left.text == right.text || left.kind == .null)
    case (.sequence(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
    case (.mapping(let left), .mapping(let right)):
      return left.count == right.count
        && left.allSatisfy { entry in
          guard let value = other[entry.key.value] else { return false }
          return same(entry.value, value)
        }
    default: return false
    }
  }
}
