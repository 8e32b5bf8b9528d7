import Diagnostics
import ManifestModel

/// Facts of an nginx conf as they are gathered, block by block. A block is a subject, named by the
/// way to it; several of one name (`server`) count.
struct ConfFacts {
  private(set) var list = FactList(about: FactSubject(.block, ""))
  /// Whether some text has a dollar that means itself.
  private(set) var usesDollar = false
  private var way: [String] = []
  private var servers: [Int] = [0]

  mutating func block(
    _ words: String..., from origin: Origin?, _ body: (inout ConfFacts) -> Void
  ) {
    var name = FactText.arguments(words)
    if name == "server" {
      servers[servers.count - 1] += 1
      name += " \(servers[servers.count - 1])"
    }
    way.append(name)
    servers.append(0)
    turn()
    list.add(.declared, "block", from: origin)
    body(&self)
    way.removeLast()
    servers.removeLast()
    turn()
  }

  private mutating func turn() { list.turn(to: .block, way.joined(separator: " / ")) }

  mutating func directive(_ words: String..., from origin: Origin?) {
    directive(words, from: origin)
  }

  mutating func directive(_ words: [String], from origin: Origin?) {
    list.add(
      .directive, key: words[0], FactText.arguments(Array(words.dropFirst())), from: origin)
  }

  mutating func add(
    _ kind: FactProperty.Kind, key: String = "", _ value: String, from origin: Origin?
  ) {
    list.add(kind, key: key, value, from: origin)
  }

  /// Data in a directive that expands variables.
  mutating func literal(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "$")) { usesDollar = true }
    return FactText.text(text)
  }

  mutating func header(_ name: String, _ value: String, from origin: Origin?) {
    list.add(.header, key: name, value, from: origin)
  }

  mutating func snippet(_ text: Traced<String>?) {
    guard let text else { return }
    list.add(.snippet, text.value, from: text.origin)
  }
}
