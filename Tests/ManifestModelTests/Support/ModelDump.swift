import Diagnostics
import YAMLReading

/// What a model says, places left out, so that two can be compared.
func modelDump(_ value: Any) -> String {
  if value is SourceRange { return "" }
  if let node = value as? YAMLNode { return yamlDump(node) }
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .optional {
    return mirror.children.first.map { modelDump($0.value) } ?? "nil"
  }
  if mirror.children.isEmpty { return String(describing: value) }
  let parts = mirror.children.map { child in
    (child.label.map { "\($0)=" } ?? "") + modelDump(child.value)
  }
  return "(" + parts.joined(separator: ",") + ")"
}

private func yamlDump(_ node: YAMLNode) -> String {
  if let entries = node.entries {
    return "{" + entries.map { "\($0.key.value):\(yamlDump($0.value))" }.joined(separator: ",")
      + "}"
  }
  if let items = node.items { return "[" + items.map(yamlDump).joined(separator: ",") + "]" }
  return node.scalar.map { "\($0.text)/\($0.kind)" } ?? ""
}
