import Diagnostics
import Planning
import YAMLReading

/// The facts of `overlay.yml`: what the deployment sets, by the object that it sets it in. A patch is
/// JSON in a text, and is read in its place.
struct OverlayFactReader {
  static let path = "kubernetes/scripts/overlay.yml"

  private var list = FactList(about: FactSubject(.object, ""))
  private let file: SourceFile
  private let lines: LineTable

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

  private init(file: SourceFile) {
    self.file = file
    lines = LineTable(file)
  }

  private mutating func patch(_ node: YAMLNode, into log: inout DiagnosticLog) -> Bool {
    let target = node["target"]
    let names = ["kind", "name"].map { target?[$0]?.scalar?.text ?? "" }
    list.turn(to: .object, names.joined(separator: "/"))
    for entry in node.entries ?? [] {
      if entry.key.value == "patch", let text = entry.value.scalar?.text {
        guard operations(text, at: entry.value.range, into: &log) else { return false }
      } else {
        walk(entry.value, entry.key.value, at: .asItIs)
      }
    }
    return true
  }

  private mutating func operations(
    _ text: String, at place: SourceRange, into log: inout DiagnosticLog
  ) -> Bool {
    // By itself: with all lines of the file above it, a thousand patches would be read in squares.
    let alone = SourceFile(path: file.path, bytes: Array(text.utf8))
    var own = DiagnosticLog()
    guard let root = YAMLDocument.read(alone, limits: .artefact, into: &own), own.isEmpty else {
      let root = YAMLDocument.read(file.part(text, below: place), limits: .artefact, into: &log)
      guard let root, !log.hasErrors else { return false }
      walk(root, "patch", at: .asItIs)
      return true
    }
    walk(root, "patch", at: PatchPlace(place, in: lines))
    return true
  }

  private mutating func walk(_ node: YAMLNode, _ way: String, at place: PatchPlace) {
    switch node.content {
    case .scalar(let scalar):
      list.add(.field, key: way, YAMLText.leaf(scalar), from: place.origin(node))
    case .sequence(let items):
      if items.isEmpty { list.add(.field, key: way, "[]", from: place.origin(node)) }
      for (index, item) in items.enumerated() { walk(item, "\(way)[\(index)]", at: place) }
    case .mapping(let entries):
      if entries.isEmpty { list.add(.field, key: way, "{}", from: place.origin(node)) }
      for entry in entries { walk(entry.value, "\(way).\(entry.key.value)", at: place) }
    }
  }
}

/// Where the text of a patch stands in its file.
private enum PatchPlace {
  /// In a block, so many blanks deep, below this line.
  case block(SourceFile, below: Int, indent: Int)
  /// In quotes.
  case whole(SourceRange)
  /// It is no text, but YAML of the file itself.
  case asItIs

  init(_ place: SourceRange, in lines: LineTable) {
    let above = place.start.line
    let indent = lines.line(above + 1).prefix { $0 == UInt8(ascii: " ") }.count
    self =
      place.end.line > above
      ? .block(lines.file, below: above, indent: indent) : .whole(place)
  }

  func origin(_ node: YAMLNode) -> Origin {
    switch self {
    case .whole(let range): return Origin(range)
    case .asItIs: return Origin(node.range)
    case .block(let file, let line, let indent):
      func mark(_ mark: SourceMark) -> SourceMark {
        SourceMark(line: mark.line + line, column: mark.column + indent)
      }
      return Origin(
        SourceRange(file: file, start: mark(node.range.start), end: mark(node.range.end)))
    }
  }
}
