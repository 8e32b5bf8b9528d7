/// A mapping with fixed keys.
package struct ObjectShape: Sendable {
  /// What the mapping is, as messages and the schema call it.
  package let name: String
  package let keys: [KeyShape]
  /// Whether keys that begin with `x-` are free.
  package let allowsExtensions: Bool

  package init(_ name: String, allowsExtensions: Bool = false, keys: [KeyShape]) {
    self.name = name
    self.keys = keys
    self.allowsExtensions = allowsExtensions
  }

  package func key(_ name: String) -> KeyShape? {
    keys.first { $0.name == name }
  }
}

/// One key of an object.
package struct KeyShape: Sendable {
  package let name: String
  package let shape: Shape
  package let isRequired: Bool
  /// What it means, in one sentence, Markdown.
  package let meaning: String
  /// What holds where it is not written, as documentation shows it.
  package let defaultText: String?

  package init(
    _ name: String, _ shape: Shape, required: Bool = false, default defaultText: String? = nil,
    _ meaning: String
  ) {
    self.name = name
    self.shape = shape
    self.isRequired = required
    self.meaning = meaning
    self.defaultText = defaultText
  }
}
