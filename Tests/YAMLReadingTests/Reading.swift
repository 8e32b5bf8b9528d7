import Diagnostics
import YAMLReading

/// Reads a text and puts into words what came of it, so that a test is one line.
struct Reading {
  let node: YAMLNode?
  let log: DiagnosticLog

  init(_ text: String, limits: YAMLLimits = .standard) {
    self.init(Array(text.utf8), limits: limits)
  }

  init(_ bytes: [UInt8], limits: YAMLLimits = .standard) {
    var log = DiagnosticLog()
    node = YAMLDocument.read(SourceFile(path: "m", bytes: bytes), limits: limits, into: &log)
    self.log = log
  }

  /// `line:column CODE message`, one a diagnostic, in order of place.
  var faults: [String] {
    log.sorted.map { diagnostic in
      let start = diagnostic.range?.start
      return "\(start?.line ?? 0):\(start?.column ?? 0) \(diagnostic.code) \(diagnostic.message)"
    }
  }

  /// The tree in one line; texts in quotes, so that types show.
  var tree: String { node.map(Self.tree) ?? "-" }

  /// `start-end` of the node that the keys and indices lead to.
  func place(_ path: String...) -> String {
    var current = node
    for step in path {
      if let index = Int(step), let items = current?.items {
        current = index < items.count ? items[index] : nil
      } else {
        current = current?[step]
      }
    }
    return current.map { Self.place($0.range) } ?? "-"
  }

  func keyPlace(_ key: String) -> String {
    node?.entries?.first { $0.key.value == key }.map { Self.place($0.key.range) } ?? "-"
  }

  static func place(_ range: SourceRange) -> String {
    "\(range.start.line):\(range.start.column)-\(range.end.line):\(range.end.column)"
  }

  static func tree(_ node: YAMLNode) -> String {
    switch node.content {
    case .sequence(let items): "[" + items.map(tree).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key.value): \(tree($0.value))" }.joined(separator: ", ") + "}"
    case .scalar(let scalar):
      switch scalar.kind {
      case .null: "null"
      case .boolean(let value): String(value)
      case .integer(let value): String(value)
      case .number: "#\(scalar.text)"
      case .text: "'\(scalar.text)'"
      }
    }
  }
}
