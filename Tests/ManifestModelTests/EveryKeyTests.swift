import Diagnostics
import ManifestModel
import TestSupport
import Testing
import YAMLReading

/// The language as data and the decoder can't drift apart: each key that the data names stands in a
/// manifest that ships, and what the decoder returns is another without it.
@Suite("Every key of the language")
struct EveryKeyTests {
  private struct WrittenKey {
    /// The object and the key in it.
    let name: String
    /// The keys and positions that lead to it.
    let path: [String]
    /// The environment that it belongs to.
    let environment: String?
  }

  /// A backing service's keys are a service's, and one target's keys are the others'.
  private static func name(_ object: ObjectShape, _ key: KeyShape) -> String {
    let owner = object.name == "a backing service" ? "a service" : object.name
    return "\(owner.hasSuffix("target") ? "a target" : owner): \(key.name)"
  }

  private static func root(_ name: String) throws -> YAMLNode {
    var log = DiagnosticLog()
    let bytes = try Array(Repository.manifest(name).utf8)
    let node = YAMLDocument.read(SourceFile(path: name, bytes: bytes), into: &log)
    return try #require(node)
  }

  private static func keys(
    of node: YAMLNode, as shape: Shape, path: [String] = [], in environment: String? = nil
  ) -> [WrittenKey] {
    switch shape {
    case .either(let shapes):
      return shapes.flatMap { keys(of: node, as: $0, path: path, in: environment) }
    case .list(let item):
      return (node.items ?? []).enumerated().flatMap {
        keys(of: $0.element, as: item, path: path + [String($0.offset)], in: environment)
      }
    case .map(_, let values):
      let isEnvironments = path == ["environments"]
      return (node.entries ?? []).flatMap { entry in
        keys(
          of: entry.value, as: values, path: path + [entry.key.value],
          in: isEnvironments ? entry.key.value : environment)
      }
    case .object(let object):
      return (node.entries ?? []).flatMap { entry -> [WrittenKey] in
        guard let key = object.key(entry.key.value) else { return [] }
        let inner = path + [key.name]
        let written = WrittenKey(
          name: Self.name(object, key), path: inner, environment: environment)
        return [written] + keys(of: entry.value, as: key.shape, path: inner, in: environment)
      }
    default: return []
    }
  }

  private static func without(_ path: ArraySlice<String>, _ node: YAMLNode) -> YAMLNode {
    guard let step = path.first else { return node }
    if let items = node.items {
      let changed = items.enumerated().map { position, item in
        String(position) == step ? without(path.dropFirst(), item) : item
      }
      return YAMLNode(.sequence(changed), at: node.range)
    }
    let changed = (node.entries ?? []).compactMap { entry -> YAMLEntry? in
      guard entry.key.value == step else { return entry }
      if path.count == 1 { return nil }
      return YAMLEntry(key: entry.key, value: without(path.dropFirst(), entry.value))
    }
    return YAMLNode(.mapping(changed), at: node.range)
  }

  private static func decode(_ root: YAMLNode, _ environment: String?) -> String {
    var log = DiagnosticLog()
    let decoded = ManifestDecoder.decode(root: root, environment: environment, into: &log)
    return modelDump(decoded as Any)
  }

  @Test("stands in a manifest that ships")
  func everyKeyIsUsed() throws {
    var used: Set<String> = []
    for name in ["brain-tumor.yml", "shop.yml"] {
      let keys = try Self.keys(of: Self.root(name), as: .object(Language.manifest))
      used.formUnion(keys.map(\.name))
    }
    // Overlays take the same keys as what they overlay, so those of a whole manifest count.
    let targetKeys = ["a manifest", "an environment"]
    for object in Language.objects where !targetKeys.contains(object.name) {
      for key in object.keys where !used.contains(Self.name(object, key)) {
        Issue.record("manifests/shop.yml does not write '\(key.name)' of \(object.name)")
      }
    }
  }

  @Test(
    "changes what is decoded",
    arguments: ["brain-tumor.yml"] + (SlowTests.areWanted ? ["shop.yml"] : []))
  func everyKeyIsRead(name: String) throws {
    let root = try Self.root(name)
    var whole: [String?: String] = [:]
    var seen: Set<String> = []
    for key in Self.keys(of: root, as: .object(Language.manifest)) {
      // The version selects the language; all else follows from it.
      if key.name == "a manifest: zdc" || key.name == "a manifest: environments" { continue }
      guard seen.insert("\(key.environment != nil) \(key.name)").inserted else { continue }
      let before = whole[key.environment] ?? Self.decode(root, key.environment)
      whole[key.environment] = before
      let after = Self.decode(Self.without(key.path[...], root), key.environment)
      #expect(before != after, "\(key.path.joined(separator: ".")) is not read")
    }
  }
}
