import Diagnostics
import YAMLReading

/// Bytes into nodes.
package struct ReaderTarget: FuzzTarget {
  package let name = "reader"

  private static let limits = YAMLLimits(bytes: 1 << 16, depth: 60, nodes: 20_000)

  package init() {}

  package func run(_ bytes: [UInt8]) -> FuzzOutcome {
    let file = SourceFile(path: "input", bytes: bytes)
    var outcome = FuzzOutcome()
    var log = DiagnosticLog()
    let node = YAMLDocument.read(file, limits: Self.limits, into: &log)
    outcome.require(node != nil || log.hasErrors, "nothing was read, and no error says why")
    outcome.check(log, of: file)
    if let node {
      var walk = TreeWalk(LineTable(file))
      walk.visit(node, depth: 1)
      outcome.require(walk.deepest <= Self.limits.depth, "the tree is deeper than the limit")
      outcome.require(walk.count <= Self.limits.nodes, "the tree is larger than the limit")
      outcome.violations += walk.outcome.violations
      outcome.behaviours.formUnion(walk.outcome.behaviours)
    }
    var again = DiagnosticLog()
    _ = YAMLDocument.readAll(file, limits: Self.limits, into: &again)
    outcome.check(again, of: file)
    return outcome
  }
}

/// Holds every node of a tree against what the reader promises.
private struct TreeWalk {
  private let table: LineTable
  private(set) var outcome = FuzzOutcome()
  private(set) var count = 0
  private(set) var deepest = 0

  init(_ table: LineTable) { self.table = table }

  mutating func visit(_ node: YAMLNode, depth: Int) {
    count += 1
    outcome.check(node.range, table, "node")
    switch node.content {
    case .scalar(let scalar):
      outcome.behaviours.insert("scalar \(Self.word(scalar.kind)) plain \(scalar.isPlain)")
      outcome.require(
        scalar.isPlain || scalar.kind != .null || scalar.text.isEmpty
          || CoreSchemaWords.nulls.contains(scalar.text), "a quoted text is null")
      if let reading = scalar.yaml11Reading {
        outcome.behaviours.insert("YAML 1.1 \(String(describing: reading).prefix(6))")
      }
    case .sequence(let items):
      note(depth, items.count, "sequence")
      for item in items { visit(item, depth: depth + 1) }
    case .mapping(let entries):
      note(depth, entries.count, "mapping")
      outcome.require(
        Set(entries.map(\.key.value)).count == entries.count, "a map has a key twice")
      for entry in entries {
        outcome.check(entry.key.range, table, "key")
        visit(entry.value, depth: depth + 1)
      }
    }
  }

  private mutating func note(_ depth: Int, _ size: Int, _ kind: String) {
    deepest = max(deepest, depth)
    let magnitude = Int.bitWidth - size.leadingZeroBitCount
    outcome.behaviours.insert("\(kind) of 2^\(magnitude) at \(min(depth, 8))")
  }

  private static func word(_ kind: YAMLScalar.Kind) -> String {
    switch kind {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "text"
    }
  }
}

private enum CoreSchemaWords {
  static let nulls: Set<String> = ["~", "null", "Null", "NULL"]
}
