import Diagnostics
import Planning
import YAMLReading

/// The facts of `overlay.yml`: what the deployment sets, by the object that it sets it in. A patch is
/// JSON in a text, and is read in its place.
struct OverlayFactReader {
  static let path = "kubernetes/scripts/overlay.yml"

  private var list = FactList(about: FactSubject(.object, ""))
  private let file: SourceFile

  /// - Returns: `nil` where a patch can't be read.
  static func facts(
    of root: YAMLNode, in file: SourceFile, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    let rest = root.without("patches")
    guard let facts = KubernetesFactReader.facts(of: [rest], in: file, into: &log) else {
      return nil
    }
    var reader = OverlayFactReader(file: file)
    for patch in root["patches"]?.items ?? [] {
      guard reader.patch(patch, into: &log) else { return nil }
    }
    return facts + reader.list.facts
  }

  private init(file: SourceFile) { self.file = file }

  private mutating func patch(_ node: YAMLNode, into log: inout DiagnosticLog) -> Bool {
    let target = node["target"]
    let names = ["kind", "name"].map { target?[$0]?.scalar?.text ?? "" }
    list.turn(to: .object, names.joined(separator: "/"))
    for entry in node.entries ?? [] {
      if entry.key.value == "patch", let text = entry.value.scalar?.text {
        guard operations(text, at: entry.value.range, into: &log) else { return false }
      } else {
        walk(entry.value, entry.key.value)
      }
    }
    return true
  }

  private mutating func operations(
    _ text: String, at place: SourceRange, into log: inout DiagnosticLog
  ) -> Bool {
    let part = file.part(text, below: place)
    let root = YAMLDocument.read(part, limits: .artefact, into: &log)
    guard let root, !log.hasErrors else { return false }
    walk(root, "patch")
    return true
  }

  private mutating func walk(_ node: YAMLNode, _ way: String) {
    switch node.content {
    case .scalar(let scalar):
      list.add(.field, key: way, YAMLText.leaf(scalar), from: Origin(node.range))
    case .sequence(let items):
      if items.isEmpty { list.add(.field, key: way, "[]", from: Origin(node.range)) }
      for (index, item) in items.enumerated() { walk(item, "\(way)[\(index)]") }
    case .mapping(let entries):
      if entries.isEmpty { list.add(.field, key: way, "{}", from: Origin(node.range)) }
      for entry in entries { walk(entry.value, "\(way).\(entry.key.value)") }
    }
  }
}
