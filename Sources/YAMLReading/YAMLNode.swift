package import Diagnostics

/// A part of a YAML document with its place: aliases are resolved, merge keys expanded, duplicate
/// keys already refused.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package let content: Content
  /// From the first to just after the last character, without anchor and tag. An alias is the node
  /// of its anchor, so its range is where the value was written.
  package let range: SourceRange

  package init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// One key of a mapping and its value.
package struct YAMLEntry: Sendable {
  package let key: Located<String>
  package let value: YAMLNode

  package init(key: Located<String>, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

extension YAMLNode {
  /// The entries of a mapping; `nil` for anything else.
  package var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The items of a sequence; `nil` for anything else.
  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  package var isNull: Bool { scalar?.isNull == true }

  /// The value of one key of a mapping, found by a walk: for maps with few, fixed keys.
  package subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    // By index: an iterator would copy whole entries.
    for index in entries.indices where entries[index].key.value == key {
      return entries[index].value
    }
    return nil
  }
}
