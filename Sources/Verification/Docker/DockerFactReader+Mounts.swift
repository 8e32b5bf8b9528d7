import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  /// Names, or under Swarm also files with a place and a mode.
  mutating func secrets(_ node: YAMLNode) -> Bool {
    guard let items = node.items, !items.isEmpty else { return false }
    if let names = node.texts(Renderings.composeText) {
      list.add(.secrets, FactText.words(names), from: Origin(node.range))
      return true
    }
    for (index, item) in items.enumerated() {
      if let source = item["source"], let name = source.scalar {
        list.add(
          .mountSource, key: "secret", index: index, YAMLText.text(name), from: Origin(source.range)
        )
      }
      leaves(item.without("source"), "secrets[\(index)]")
    }
    return true
  }

  mutating func ports(_ node: YAMLNode) -> Bool {
    guard let items = node.items, !items.isEmpty else { return false }
    for (index, item) in items.enumerated() {
      if let scalar = item.scalar {
        shortPort(YAMLText.text(scalar), item, index)
        continue
      }
      if let target = item["target"], let port = target.scalar {
        list.add(
          .publishedTarget, index: index, YAMLText.plain(port), from: Origin(target.range))
      }
      leaves(item.without("target"), "ports[\(index)]")
    }
    return true
  }

  /// `[HOST_IP:]HOST:CONTAINER`
  private mutating func shortPort(_ text: String, _ node: YAMLNode, _ index: Int) {
    guard let colon = text.lastIndex(of: ":") else { return leaves(node, "ports[\(index)]") }
    let origin = Origin(node.range)
    list.add(.other, key: "ports[\(index)]", String(text[..<colon]), from: origin)
    list.add(
      .publishedTarget, index: index, String(text[text.index(after: colon)...]), from: origin)
  }
}
