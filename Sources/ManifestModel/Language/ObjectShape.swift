/// A mapping with fixed keys. An object, since each value that is read asks for its shape.
package final class ObjectShape: Sendable {
  /// What the mapping is, as messages and the schema call it.
  package let name: String
  package let keys: [KeyShape]
  /// Whether keys that begin with `x-` are free.
  package let allowsExtensions: Bool
  /// The key that a scalar in the mapping's place gives: `/health` is short for
  /// `{ path: /health }`.
  package let shortKey: String?
  /// The key that a list in the mapping's place gives: `[run, --check]` is short for
  /// `{ command: [run, --check] }`.
  package let listKey: String?
  /// Keys of which exactly one is given, once overlays are merged; empty where there are none.
  package let alternatives: [String]
  private let positions: [String: Int]

  package init(
    _ name: String, allowsExtensions: Bool = false, shortKey: String? = nil,
    listKey: String? = nil, oneOf alternatives: [String] = [], keys: [KeyShape]
  ) {
    self.alternatives = alternatives
    self.name = name
    self.keys = keys
    self.allowsExtensions = allowsExtensions
    self.shortKey = shortKey
    self.listKey = listKey
    positions = Dictionary(
      uniqueKeysWithValues: keys.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// The key that what is written in the mapping's place gives; `nil` for the mapping itself.
  func shortKey(for kind: NodeKind) -> String? {
    switch kind {
    case .scalar: shortKey
    case .list: listKey
    case .mapping: nil
    }
  }

  package func key(_ name: String) -> KeyShape? {
    positions[name].map { keys[$0] }
  }

  /// Whether a key is one of those that are free.
  func isExtension(_ name: String) -> Bool {
    allowsExtensions && name.hasPrefix("x-")
  }
}

/// One key of an object.
package final class KeyShape: Sendable {
  package let name: String
  package let shape: Shape
  package let isRequired: Bool
  /// What it means, in one sentence, Markdown.
  package let meaning: String
  /// What holds where it is not written, as documentation shows it.
  package let defaultText: String?
  /// Whether the value is merged into another part of the manifest: required keys may be missing
  /// in it, and `null` removes.
  package let isOverlay: Bool

  package init(
    _ name: String, _ shape: Shape, required: Bool = false, default defaultText: String? = nil,
    overlay isOverlay: Bool = false, _ meaning: String
  ) {
    self.isOverlay = isOverlay
    self.name = name
    self.shape = shape
    self.isRequired = required
    self.meaning = meaning
    self.defaultText = defaultText
  }
}
