import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  mutating func mounts(_ node: YAMLNode) {
    guard let items = node.items, !items.isEmpty else { return other(node, "volumes") }
    for (index, item) in items.enumerated() {
      if item.scalar != nil {
        shortMount(item, index)
      } else if let entries = item.entries, !entries.isEmpty {
        for part in entries { mountPart(part, index) }
      } else {
        other(item, "volumes[\(index)]")
      }
    }
  }

  /// `VOLUME:PATH[:ro]`
  private mutating func shortMount(_ node: YAMLNode, _ index: Int) {
    let text = Renderings.composeText(node.scalar.map(YAMLText.text) ?? "")
    guard let colon = text.firstIndex(of: ":") else { return other(node, "volumes[\(index)]") }
    let origin = Origin(node.range)
    let isReadOnly = text.hasSuffix(":ro")
    let target = text[text.index(after: colon)...].dropLast(isReadOnly ? 3 : 0)
    list.add(.mountKind, index: index, "volume", from: origin)
    list.add(.mountSource, index: index, String(text[..<colon]), from: origin)
    list.add(.mountTarget, index: index, String(target), from: origin)
    if isReadOnly { list.add(.mountReadOnly, index: index, "true", from: origin) }
  }

  private mutating func mountPart(_ part: YAMLEntry, _ index: Int) {
    let inner = part.value.entries
    switch (part.key.value, inner?.count, inner?.first?.key.value) {
    case ("type", _, _): text(.mountKind, index: index, part.value)
    case ("source", _, _): path(.mountSource, index: index, part.value)
    case ("target", _, _): text(.mountTarget, index: index, part.value)
    case ("read_only", _, _): plain(.mountReadOnly, index: index, part.value)
    case ("bind", 1, "create_host_path"):
      plain(.mountMakesFolder, index: index, inner?.first?.value ?? part.value)
    case ("tmpfs", 1, "size"):
      plain(.mountSize, index: index, inner?.first?.value ?? part.value)
    default: other(part.value, "volumes[\(index)].\(part.key.value)")
    }
  }

  /// Names, or under Swarm also files with a place and a mode.
  mutating func secrets(_ node: YAMLNode) {
    guard isStack, let items = node.items, items.first?.entries != nil else {
      return words(.secrets, node)
    }
    mountedFiles(items, "secret")
  }

  mutating func configMounts(_ node: YAMLNode) {
    guard let items = node.items, !items.isEmpty else { return other(node, "configs") }
    mountedFiles(items, "config")
  }

  private mutating func mountedFiles(_ items: [YAMLNode], _ key: String) {
    for (index, item) in items.enumerated() {
      guard let entries = item.entries, !entries.isEmpty else {
        other(item, "\(key)s[\(index)]")
        continue
      }
      for part in entries {
        switch part.key.value {
        case "source": text(.mountSource, key: key, index: index, part.value)
        case "target": text(.mountTarget, key: key, index: index, part.value)
        case "mode": plain(.mountMode, key: key, index: index, part.value)
        default: other(part.value, "\(key)s[\(index)].\(part.key.value)")
        }
      }
    }
  }

  mutating func ports(_ node: YAMLNode) {
    guard let items = node.items, !items.isEmpty else { return other(node, "ports") }
    for (index, item) in items.enumerated() {
      if let scalar = item.scalar {
        shortPort(YAMLText.text(scalar), item, index)
        continue
      }
      for part in item.entries ?? [] {
        switch part.key.value {
        case "target": plain(.publishedTarget, index: index, part.value)
        case "published": plain(.publishedPort, index: index, part.value)
        case "protocol": text(.publishedProtocol, index: index, part.value)
        case "mode": text(.publishedMode, index: index, part.value)
        default: other(part.value, "ports[\(index)].\(part.key.value)")
        }
      }
      if item.entries?.isEmpty ?? true { other(item, "ports[\(index)]") }
    }
  }

  /// `[HOST_IP:]HOST:CONTAINER`, an IPv6 address in brackets.
  private mutating func shortPort(_ text: String, _ node: YAMLNode, _ index: Int) {
    guard let colon = text.lastIndex(of: ":") else { return other(node, "ports[\(index)]") }
    let origin = Origin(node.range)
    let published = String(text[..<colon]).replacingAll("[", with: "").replacingAll("]", with: "")
    list.add(.publishedPort, index: index, published, from: origin)
    list.add(
      .publishedTarget, index: index, String(text[text.index(after: colon)...]), from: origin)
  }
}
