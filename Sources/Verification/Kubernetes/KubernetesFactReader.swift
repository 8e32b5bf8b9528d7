import ContentHashing
import Diagnostics
import Planning
import YAMLReading

/// The facts of a file of Kubernetes: every leaf of every object is one. Items of lists go by their
/// `name` where they have one; the conf inside a ConfigMap is read as one.
struct KubernetesFactReader {
  var list = FactList(about: FactSubject(.object, ""))
  private let file: SourceFile
  /// The name of the gateway's ConfigMap, and what it is without the hash of its content.
  private var hashed: (name: String, plain: String)?

  private init(_ file: SourceFile) { self.file = file }

  static func facts(
    of documents: [YAMLNode], in file: SourceFile, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    var reader = KubernetesFactReader(file)
    for document in documents {
      guard reader.object(document, into: &log) else { return nil }
    }
    return reader.list.facts
  }

  private mutating func object(_ root: YAMLNode, into log: inout DiagnosticLog) -> Bool {
    let kind = root["kind"]?.scalar?.text ?? ""
    let conf = root["data"]?["nginx.conf"]
    let name = root["metadata"]?["name"]?.scalar?.text ?? ""
    if kind == "ConfigMap", let text = conf?.scalar?.text {
      let hash = ContentHash(of: Array(text.utf8)).short
      if name.hasSuffix("-conf-\(hash)") {
        hashed = (name, name.dropLast(hash.utf8.count) + "CONTENT")
      }
    }
    list.turn(to: .object, "\(kind)/\(plain(name))")
    guard let entries = root.entries else {
      walk(root, "")
      return true
    }
    for entry in entries {
      if entry.key.value == "data", let conf, kind == "ConfigMap" {
        guard data(entry.value, conf: conf, into: &log) else { return false }
      } else {
        walk(entry.value, entry.key.value)
      }
    }
    return true
  }

  private func plain(_ text: String) -> String {
    if let hashed, text == hashed.name { return hashed.plain }
    return text
  }

  /// The conf is read in its place.
  private mutating func data(
    _ node: YAMLNode, conf: YAMLNode, into log: inout DiagnosticLog
  ) -> Bool {
    for entry in node.entries ?? [] where entry.key.value != "nginx.conf" {
      walk(entry.value, "data.\(entry.key.value)")
    }
    guard let text = conf.scalar?.text else {
      walk(conf, "data.nginx.conf")
      return true
    }
    list.add(.field, key: "data.nginx.conf", "conf", from: Origin(conf.range))
    let object = list.subject
    defer { list.turn(to: object.kind, object.name) }
    let part = file.part(text, below: conf.range)
    guard let facts = NginxFactReader.facts(of: part, into: &log) else { return false }
    for fact in facts {
      list.turn(to: fact.subject.kind, fact.subject.name)
      list.add(
        fact.property.kind, key: fact.property.key, index: fact.property.index, fact.value,
        from: fact.origin)
    }
    return true
  }

  // MARK: Leaves

  mutating func walk(_ node: YAMLNode, _ way: String) {
    switch node.content {
    case .scalar(let scalar): leaf(scalar, node, way)
    case .sequence(let items):
      if items.isEmpty { field(way, "[]", node) }
      for (index, item) in items.enumerated() { walk(item: item, index, way) }
    case .mapping(let entries):
      if entries.isEmpty { field(way, "{}", node) }
      for entry in entries { walk(entry.value, "\(way).\(entry.key.value)") }
    }
  }

  private mutating func walk(item: YAMLNode, _ index: Int, _ way: String) {
    guard let entries = item.entries, let name = item["name"], let text = name.scalar?.text,
      !way.hasSuffix("sources")
    else { return walk(item, "\(way)[\(index)]") }
    let inner = "\(way)[\(text)]"
    field(inner, "item", name)
    if let scalar = name.scalar, YAMLText.leaf(scalar) != text {
      field("\(inner).name", YAMLText.leaf(scalar), name)
    }
    for entry in entries where entry.key.value != "name" {
      walk(entry.value, "\(inner).\(entry.key.value)")
    }
  }

  private mutating func leaf(_ scalar: YAMLScalar, _ node: YAMLNode, _ way: String) {
    let text = YAMLText.leaf(scalar)
    // Namespaces and labels are the manifest's own names, which may look like a content's.
    let value = way.hasSuffix(".name") ? plain(text) : text
    switch way {
    case "spec.template.spec.terminationGracePeriodSeconds":
      list.add(.grace, Renderings.seconds("\(value)s"), from: Origin(node.range))
    case _ where way.hasPrefix("binaryData."):
      let bytes = Renderings.base64(value)
      field(way, bytes.map { "bytes of \(ContentHash(of: $0).short)" } ?? value, node)
    case _ where value.utf8.dropLast().contains(UInt8(ascii: "\n")) && way.holds(".command["):
      script(value, node, way)
    default: field(way, value, node)
    }
  }

  /// A line of a script is a fact: each that is another is told.
  private mutating func script(_ text: String, _ node: YAMLNode, _ way: String) {
    var lines = text.parts(at: "\n", keepingEmpty: true)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let start = node.range.start.line
    let isBlock = node.range.end.line - start >= lines.count
    for (index, line) in lines.enumerated() {
      let mark = SourceMark(line: start + index + 1, column: 1)
      let range = isBlock ? SourceRange(file: file, start: mark, end: mark) : node.range
      list.add(.element, key: way, index: index, String(line), from: Origin(range))
    }
  }

  mutating func field(_ way: String, _ value: String, _ node: YAMLNode) {
    list.add(.field, key: way, value, from: Origin(node.range))
  }

  /// The kubelet's `$(ZDC_NAME)` is a deploy-time variable.
  static func kubeletText(_ text: String) -> String {
    guard text.holds("$(ZDC_") else { return text }
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: "$(ZDC_") {
      // `$$(` means itself.
      let before = rest[..<range.lowerBound]
      let isEscaped = before.reversed().prefix { $0 == "$" }.count % 2 == 1
      guard !isEscaped, let end = rest[range.upperBound...].firstIndex(of: ")") else {
        result += rest[..<range.upperBound]
        rest = rest[range.upperBound...]
        continue
      }
      result += before + "${\(rest[range.upperBound..<end])}"
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
