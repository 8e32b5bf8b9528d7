import Diagnostics
package import Planning
package import YAMLReading

/// The facts of a Compose file or of a stack. Whatever it does not know by name it reads as `other`.
package struct DockerFactReader {
  var list = FactList(about: FactSubject(.project, ""))
  /// Whether Swarm reads it, and not Compose.
  let isStack: Bool
  static let folder = "docker"

  private init(isStack: Bool) { self.isStack = isStack }

  package static func facts(of root: YAMLNode, isStack: Bool) -> [DeploymentFact] {
    var reader = DockerFactReader(isStack: isStack)
    reader.document(root)
    return reader.list.facts
  }

  private mutating func document(_ root: YAMLNode) {
    guard let entries = root.entries else { return other(root, "") }
    for entry in entries {
      switch entry.key.value {
      case "name": text(.name, entry.value)
      case "services": each(entry, .service) { $0.service($1) }
      case "networks": each(entry, .network) { $0.definition($1) }
      case "volumes": each(entry, .volume) { $0.definition($1) }
      case "secrets": each(entry, .secret) { $0.definition($1) }
      case "configs": each(entry, .config) { $0.definition($1) }
      default: other(entry.value, entry.key.value)
      }
    }
  }

  /// Every entry of a map is a subject of its own.
  private mutating func each(
    _ entry: YAMLEntry, _ kind: FactSubject.Kind,
    _ body: (inout DockerFactReader, YAMLEntry) -> Void
  ) {
    guard let entries = entry.value.entries, !entries.isEmpty else {
      return other(entry.value, entry.key.value)
    }
    for entry in entries {
      list.turn(to: kind, entry.key.value)
      body(&self, entry)
    }
    list.turn(to: .project, "")
  }

  private mutating func definition(_ entry: YAMLEntry) {
    guard let entries = entry.value.entries, !entries.isEmpty else {
      let value = entry.value.isNull ? "null" : "{}"
      let origin = Origin(entry.key.range)
      return entry.value.scalar == nil || entry.value.isNull
        ? list.add(.declared, value, from: origin) : other(entry.value, "")
    }
    for part in entries {
      switch part.key.value {
      case "name": text(.name, part.value)
      case "external": plain(.external, part.value)
      case "driver": text(.driver, part.value)
      case "attachable": plain(.attachable, part.value)
      case "environment": text(.sourceVariable, part.value)
      case "file": path(.sourceFile, part.value)
      case "driver_opts": map(.driverOption, part)
      default: other(part.value, part.key.value)
      }
    }
  }

  // MARK: Leaves

  mutating func text(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ node: YAMLNode,
    _ rendering: (String) -> String = Renderings.composeText
  ) {
    guard let scalar = node.scalar else { return other(node, kind.rawValue + key) }
    list.add(
      kind, key: key, index: index, rendering(YAMLText.text(scalar)), from: Origin(node.range))
  }

  mutating func plain(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ node: YAMLNode
  ) {
    guard let scalar = node.scalar else { return other(node, kind.rawValue + key) }
    list.add(kind, key: key, index: index, YAMLText.plain(scalar), from: Origin(node.range))
  }

  mutating func path(_ kind: FactProperty.Kind, index: Int = 0, _ node: YAMLNode) {
    text(kind, index: index, node) {
      Renderings.path(Renderings.composeText($0), in: Self.folder)
    }
  }

  /// A list of texts as one fact.
  mutating func words(_ kind: FactProperty.Kind, _ node: YAMLNode) {
    guard let texts = node.texts(Renderings.composeText) else {
      return other(node, kind.rawValue)
    }
    list.add(kind, FactText.words(texts), from: Origin(node.range))
  }

  /// Each item of a list of texts as a fact.
  mutating func items(_ kind: FactProperty.Kind, _ node: YAMLNode) {
    guard let items = node.items, !items.isEmpty else { return other(node, kind.rawValue) }
    for (index, item) in items.enumerated() { text(kind, index: index, item) }
  }

  mutating func map(_ kind: FactProperty.Kind, _ entry: YAMLEntry) {
    map(kind, entry, Renderings.composeText)
  }

  mutating func map(
    _ kind: FactProperty.Kind, _ entry: YAMLEntry, _ rendering: (String) -> String
  ) {
    guard let entries = entry.value.entries, !entries.isEmpty else {
      return other(entry.value, entry.key.value)
    }
    for part in entries { text(kind, key: part.key.value, part.value, rendering) }
  }

  /// Everything below a node that has no name here.
  mutating func other(_ node: YAMLNode, _ way: String) {
    switch node.content {
    case .scalar(let scalar):
      list.add(.other, key: way, YAMLText.text(scalar), from: Origin(node.range))
    case .sequence(let items):
      if items.isEmpty { list.add(.other, key: way, "[]", from: Origin(node.range)) }
      for (index, item) in items.enumerated() { other(item, "\(way)[\(index)]") }
    case .mapping(let entries):
      if entries.isEmpty { list.add(.other, key: way, "{}", from: Origin(node.range)) }
      for entry in entries {
        other(entry.value, way.isEmpty ? entry.key.value : "\(way).\(entry.key.value)")
      }
    }
  }
}
