package import Diagnostics

/// A YAML document or a part of one, as a generator states it: order is output order.
///
/// Written as literals, so that a generator reads like the file that it makes:
///
///     ["image": .text(image), "user": user.map(YAMLTree.text), "ports": [.text("80:80")]]
///
/// A `nil` value drops its key. Quoting is the writer's business alone.
package struct YAMLTree: Sendable {
  package indirect enum Content: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case text(String)
    /// Text of several lines that people read (a conf, a script): a literal block where YAML can.
    case block(String)
    case sequence([YAMLTree])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    package let value: YAMLTree

    package init(_ key: String, _ value: YAMLTree) {
      self.key = key
      self.value = value
    }
  }

  package let content: Content
  /// The manifest's line that this part follows from.
  package let origin: Origin?
  /// Lines of a comment that stand above the part's key or item, without `#`.
  package let comment: [String]

  package init(_ content: Content, origin: Origin? = nil, comment: [String] = []) {
    self.content = content
    self.origin = origin
    self.comment = comment
  }
}
