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
    case .mapping(let entries) where entries.count == 1 && entries[0].value.items != nil:
      let items = (entries[0].value.items ?? []).map(PatchTree.init)
      switch entries[0].key.value {
      case "append": self = .addition(items, entries[0].key.range)
      case "replace": self = .replacement(items, entries[0].key.range)
      default: self = .map([(entries[0].key, PatchTree(entries[0].value))], node.range)
      }
    case .mapping(let entries):
      self = .map(entries.map { ($0.key, PatchTree($0.value)) }, node.range)
    }
  }
}
