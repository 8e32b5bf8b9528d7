package import Diagnostics

/// A YAML document or a part of one, as a generator states it: order is output order.
///
/// Written as literals, so that a generator reads like the file that it makes:
///
///     ["image": .text(image), "user": user.map(YAMLTree.text), "ports": ["80:80"]]
///
/// A `nil` value drops its key. With conditions and loops, `YAMLTree.map { entry(…) }` makes the
/// same. Quoting is the writer's business alone.
package struct YAMLTree: Sendable {
  package indirect enum Content: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case text(String)
    /// Text of several lines that people read (a conf, a script): a literal block where YAML can.
    case block(String)
    case sequence([YAMLTree])
    /// Scalars on one line, `[CMD, curl, -f]`: command lines. Any other sequence has a line an
    /// item; the style follows from what a thing is, never from its length.
    case words([YAMLTree])
    case mapping([Entry])
    /// The map that stands above under this name.
    case alias(String)
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
  /// The manifest's line that this part follows from; the writer hands it down to parts that have
  /// none of their own.
  package let origin: Origin?
  /// Lines of a comment that stand above the part's key or item, without `#`.
  package let comment: [String]
  /// Whether blank lines part this mapping's entries (or sequence's items).
  package let isSpaced: Bool
  package let supplement: Supplement?

  /// What few trees have.
  package indirect enum Supplement: Sendable {
    /// Of a block that is a whole file of another syntax: the origin of each of its lines.
    case lineOrigins([Origin?])
    /// Of a text that a deployment sets: what it sets, in the scripts' own form. A patch that
    /// replaces the text does away with it.
    case template(String)
    /// Of a text: in double quotes whatever it holds, since a script fills values in, and keeps them
    /// within such quotes.
    case quoted
    /// Of a map: the name by which aliases mean it.
    case anchor(String)
    /// Of a map of scalars and such maps: `{driver: none}`, on one line. A patch writes it out.
    case flow
  }

  package init(
    _ content: Content, origin: Origin? = nil, comment: [String] = [], isSpaced: Bool = false,
    supplement: Supplement? = nil
  ) {
    self.content = content
    self.origin = origin
    self.comment = comment
    self.isSpaced = isSpaced
    self.supplement = supplement
  }
}
