/// A scalar as it was written, and what the YAML 1.2 core schema takes it for.
package struct YAMLScalar: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A float, or an integer that does not fit; `text` has its digits.
    case number
    case text
  }

  /// Kept instead of the kind, which is a third of a scalar's size and seldom asked for.
  private enum Resolution: UInt8 {
    case bySchema
    case null
    case number
    case text
  }

  /// The text after YAML's own unescaping and folding.
  package let text: String
  /// Whether it was written without quotes and without a tag.
  package let isPlain: Bool
  private let resolution: Resolution

  /// - Parameter kind: must be what the text says, where it is a boolean or an integer.
  package init(text: String, kind: Kind, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
    switch kind {
    case .null: resolution = .null
    case .number: resolution = .number
    case .text: resolution = .text
    case .boolean, .integer:
      precondition(CoreSchema.kind(of: text) == kind, "a scalar's kind contradicts its text")
      resolution = .bySchema
    }
  }

  /// A scalar without a tag.
  package init(_ text: String, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
    resolution = isPlain ? .bySchema : .text
  }

  /// Whether its kind is `null`: asked of every value.
  package var isNull: Bool {
    switch resolution {
    case .bySchema: text.utf8.count <= 4 && CoreSchema.kind(of: text) == .null
    case .null: true
    case .number, .text: false
    }
  }

  package var kind: Kind {
    switch resolution {
    case .bySchema: CoreSchema.kind(of: text)
    case .null: .null
    case .number: .number
    case .text: .text
    }
  }
}
