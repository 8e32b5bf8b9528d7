import Diagnostics
package import Planning
package import YAMLReading

/// The facts of a Compose file or of a stack: every leaf is one, by the way to it. What is compared
/// across artefacts goes by a name of its own.
package struct DockerFactReader {
  var list = FactList(about: FactSubject(.project, ""))
  /// Whether Swarm reads it, and not Compose.
  let isStack: Bool

  private init(isStack: Bool) { self.isStack = isStack }

  package static func facts(of root: YAMLNode, isStack: Bool) -> [DeploymentFact] {
    var reader = DockerFactReader(isStack: isStack)
    reader.document(root)
    return reader.list.facts
  }

  private static let sections: [String: FactSubject.Kind] = [
    "services": .service, "networks": .network, "volumes": .volume, "secrets": .secret,
    "configs": .config,
  ]

  private mutating func document(_ root: YAMLNode) {
    guard let entries = root.entries else { return leaves(root, "") }
    for entry in entries {
      let key = entry.key.value
      // What merges read, and no engine.
      if key.hasPrefix("x-") { continue }
      guard let kind = Self.sections[key], let parts = entry.value.entries, !parts.isEmpty else {
        leaves(entry.value, key)
        continue
      }
      // Every entry of a section is a subject of its own.
      for part in parts {
        list.turn(to: kind, part.key.value)
        subject(part, kind)
      }
      list.turn(to: .project, "")
    }
  }

  private mutating func subject(_ entry: YAMLEntry, _ kind: FactSubject.Kind) {
    guard let parts = entry.value.entries, !parts.isEmpty else {
      let says = entry.value.isNull ? "null" : entry.value.entries == nil ? nil : "{}"
      guard let says else { return leaves(entry.value, "") }
      return list.add(.declared, says, from: Origin(entry.key.range))
    }
    let isRelease = entry.value["labels"]?["zdc.role"]?.scalar?.text == "release"
    for part in parts {
      if isRelease, part.key.value == "command",
        release(part.value, behind: entry.value["entrypoint"])
      {
        continue
      }
      if kind != .service || !named(part) { leaves(part.value, part.key.value) }
    }
  }

  /// Whether it is something of a container that goes by a name of its own.
  private mutating func named(_ part: YAMLEntry) -> Bool {
    switch part.key.value {
    case "entrypoint": return words(.entrypoint, part.value)
    case "command": return words(.command, part.value)
    case "stop_grace_period": return text(.grace, part.value, Renderings.seconds)
    case "labels": return map(.label, part.value, Renderings.composeText)
    case "environment":
      return map(
        .environment, part.value, isStack ? Renderings.swarmText : Renderings.composeText)
    case "secrets": return secrets(part.value)
    case "ports": return ports(part.value)
    case "depends_on": return dependencies(part.value)
    case "healthcheck": return healthcheck(part.value)
    default: return false
    }
  }

  // MARK: Leaves

  mutating func text(
    _ kind: FactProperty.Kind, key: String = "", _ node: YAMLNode, _ rendering: (String) -> String
  ) -> Bool {
    guard let scalar = node.scalar else { return false }
    list.add(kind, key: key, rendering(YAMLText.text(scalar)), from: Origin(node.range))
    return true
  }

  mutating func number(_ kind: FactProperty.Kind, _ node: YAMLNode) -> Bool {
    guard let scalar = node.scalar else { return false }
    list.add(kind, YAMLText.plain(scalar), from: Origin(node.range))
    return true
  }

  /// A list of texts as one fact.
  private mutating func words(_ kind: FactProperty.Kind, _ node: YAMLNode) -> Bool {
    guard let texts = node.texts(Renderings.composeText) ?? line(node) else { return false }
    list.add(kind, FactText.words(texts), from: Origin(node.range))
    return true
  }

  /// One text is taken apart as a shell would; `nil` where a variable may hold more than a word.
  private func line(_ node: YAMLNode) -> [String]? {
    guard let scalar = node.scalar, scalar.kind == .text, !scalar.text.contains("$"),
      let words = ShellCommand.words(of: scalar.text), !words.isEmpty
    else { return nil }
    return words.map(FactText.text)
  }

  private mutating func map(
    _ kind: FactProperty.Kind, _ node: YAMLNode, _ rendering: (String) -> String
  ) -> Bool {
    if let items = node.items, !items.isEmpty { return pairs(kind, items, rendering) }
    guard let entries = node.entries, !entries.isEmpty else { return false }
    for part in entries where !text(kind, key: part.key.value, part.value, rendering) {
      leaves(part.value, "\(kind.rawValue).\(part.key.value)")
    }
    return true
  }

  /// `KEY=VALUE`, the list's form of a map.
  private mutating func pairs(
    _ kind: FactProperty.Kind, _ items: [YAMLNode], _ rendering: (String) -> String
  ) -> Bool {
    let texts = items.compactMap { $0.scalar.map(YAMLText.text) }
    guard texts.count == items.count, texts.allSatisfy({ $0.contains("=") }) else { return false }
    for (text, item) in zip(texts, items) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      list.add(kind, key: String(parts[0]), rendering(String(parts[1])), from: Origin(item.range))
    }
    return true
  }

  private mutating func dependencies(_ node: YAMLNode) -> Bool {
    guard let entries = node.entries, !entries.isEmpty else { return false }
    for part in entries {
      let conditions = part.value.entries ?? []
      if conditions.count != 1 || conditions[0].key.value != "condition"
        || !text(.dependency, key: part.key.value, conditions[0].value, Renderings.composeText)
      {
        leaves(part.value, "depends_on.\(part.key.value)")
      }
    }
    return true
  }

  /// Everything below a node, by the way to it.
  mutating func leaves(_ node: YAMLNode, _ way: String) {
    switch node.content {
    case .scalar(let scalar): leaf(YAMLText.leaf(scalar), way, node)
    case .sequence(let items):
      if items.isEmpty { leaf("[]", way, node) }
      for (index, item) in items.enumerated() { leaves(item, "\(way)[\(index)]") }
    case .mapping(let entries):
      if entries.isEmpty { leaf("{}", way, node) }
      for entry in entries {
        leaves(entry.value, way.isEmpty ? entry.key.value : "\(way).\(entry.key.value)")
      }
    }
  }

  private mutating func leaf(_ text: String, _ way: String, _ node: YAMLNode) {
    list.add(.other, key: way, text, from: Origin(node.range))
  }
}
