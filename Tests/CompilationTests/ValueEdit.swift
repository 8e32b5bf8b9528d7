import Diagnostics
import ManifestModel
import YAMLReading

/// One scalar that a manifest writes, with texts that could stand in its place: everything else
/// keeps its line, so that what follows from the lines can be compared.
struct ValueEdit: Sendable, CustomStringConvertible {
  /// The value's path, list items by their number.
  let path: [String]
  let range: SourceRange
  /// The manifests with another value there, the likeliest first.
  let manifests: [[UInt8]]

  var description: String { path.joined(separator: ".") }

  /// Each scalar of the part that holds without an environment, once.
  static func all(of source: SourceFile) -> [ValueEdit] {
    var log = DiagnosticLog()
    guard let root = YAMLDocument.read(source, into: &log) else { return [] }
    var seen: Set<SourceRange> = []
    var edits: [ValueEdit] = []
    let table = LineTable(source)
    walk(root, .object(Language.manifest), []) { path, shape, node in
      guard path.first != "environments", path != ["zdc"], seen.insert(node.range).inserted else {
        return
      }
      let start = table.byteOffset(of: node.range.start)
      let end = table.byteOffset(of: node.range.end)
      let written = String(decoding: source.bytes[start..<end], as: UTF8.self)
      let manifests = texts(otherThan: written, shape).map { text in
        Array(source.bytes[..<start] + text.utf8 + source.bytes[end...])
      }
      edits.append(ValueEdit(path: path, range: node.range, manifests: manifests))
    }
    return edits
  }

  private static func walk(
    _ node: YAMLNode, _ shape: Shape, _ path: [String],
    _ visit: ([String], Shape, YAMLNode) -> Void
  ) {
    switch node.content {
    case .scalar(let scalar): if scalar.kind != .null { visit(path, shape, node) }
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        walk(item, shape.item, path + [String(index)], visit)
      }
    case .mapping(let entries):
      for entry in entries {
        walk(entry.value, shape.value(of: entry.key.value), path + [entry.key.value], visit)
      }
    }
  }

  private static func texts(otherThan written: String, _ shape: Shape) -> [String] {
    if let words = shape.words { return words.filter { !written.contains($0) }.map { "\"\($0)\"" } }
    if written == "true" { return ["false"] }
    if written == "false" { return ["true"] }
    if written == "\"\"" { return ["\"x\""] }
    var texts: [String] = []
    if let number = written.firstRange(of: /[0-9]+/), let value = Int(written[number]) {
      for other in [value + 1, value * 2, value - 1] {
        texts.append(written.replacingCharacters(in: number, with: String(other)))
      }
    }
    // Before what closes a quoted or a block text.
    let end = written.lastIndex { !"\"'\n ".contains($0) }
    if let end {
      let head = written[...end]
      let tail = written[written.index(after: end)...]
      texts.append(head + "x" + tail)
      texts.append("x" + written)
      if written.hasPrefix("/") { texts.append("/other") }
    }
    return texts
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

extension Shape {
  fileprivate var item: Shape {
    switch self {
    case .list(let item): item
    case .either(let shapes): shapes.lazy.compactMap(\.listItem).first ?? .anything
    default: .anything
    }
  }

  private var listItem: Shape? { if case .list(let item) = self { item } else { nil } }

  fileprivate func value(of key: String) -> Shape {
    switch self {
    case .object(let object): object.key(key)?.shape ?? .anything
    case .map(_, let values): values
    case .either(let shapes):
      shapes.lazy.compactMap { shape -> Shape? in
        switch shape {
        case .object, .map: shape.value(of: key)
        default: nil
        }
      }.first ?? .anything
    default: .anything
    }
  }

  /// The words of a choice.
  fileprivate var words: [String]? {
    switch self {
    case .choice(let words): words
    case .either(let shapes): shapes.lazy.compactMap(\.words).first
    default: nil
    }
  }
}
