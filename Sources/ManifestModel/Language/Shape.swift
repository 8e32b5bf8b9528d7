/// What the language allows at one place: the description that validation, decoding, `schema` and
/// completion are all made from.
package indirect enum Shape: Sendable {
  case text(TextForm)
  /// A whole number within limits.
  case integer(ClosedRange<Int>)
  case boolean
  case choice([String])
  case list(Shape)
  /// Free names, each with a value of one shape.
  case map(keys: TextForm, values: Shape)
  case object(ObjectShape)
  /// Told apart by what is written there: a scalar, a list or a mapping.
  case either([Shape])
  /// Any YAML: patches.
  case anything
}

extension Shape {
  /// Whether a node of this kind can have this shape at all; what stands inside is not looked at.
  func accepts(_ kind: NodeKind) -> Bool {
    switch self {
    case .text, .integer, .boolean, .choice: kind == .scalar
    case .list: kind == .list
    case .map, .object: kind == .mapping
    case .either(let shapes): shapes.contains { $0.accepts(kind) }
    case .anything: true
    }
  }

  /// What to write there, in a few words.
  package var expectation: String {
    switch self {
    case .text(let form): form.expectation
    case .integer(let range):
      range.upperBound == Int.max
        ? "a whole number from \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .choice(let names): names.joined(separator: ", ")
    case .list(let item): "a list, each item \(item.expectation)"
    case .map: "a map of names"
    case .object(let object): "a map with the keys of \(object.name)"
    case .either(let shapes): shapes.map(\.expectation).joined(separator: "; or ")
    case .anything: "YAML"
    }
  }
}

/// The three things that a node can be.
enum NodeKind: Sendable {
  case scalar
  case list
  case mapping

  /// With its article, for messages.
  var name: String {
    switch self {
    case .scalar: "a scalar"
    case .list: "a list"
    case .mapping: "a map"
    }
  }
}
