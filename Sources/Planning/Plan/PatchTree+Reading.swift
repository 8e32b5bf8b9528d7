import Diagnostics
import ManifestModel
import YAMLReading

extension PatchTree {
  /// A copy of a patch's YAML; numbers that are no `Int` and other scalars stay text.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      switch scalar.kind {
      case .null: self = .null(node.range)
      case .boolean(let value): self = .boolean(value, node.range)
      case .integer(let value): self = .integer(value, node.range)
      case .number, .text: self = .text(scalar.text, node.range)
      }
    case .sequence(let items): self = .list(items.map(PatchTree.init), node.range)
    case .mapping(let entries):
      self = .map(entries.map { ($0.key, PatchTree($0.value)) }, node.range)
    }
  }
}
