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

  /// The one of several shapes that a node of this kind can have.
  func resolved(for kind: NodeKind) -> Shape? {
    if case .either(let shapes) = self { return shapes.first { $0.accepts(kind) } }
    return accepts(kind) ? self : nil
  }

  /// The mapping that this shape is or can be.
  var object: ObjectShape? {
    switch self {
    case .object(let object): object
    case .either(let shapes): shapes.lazy.compactMap(\.object).first
    default: nil
    }
  }

  /// `a, b or c`.
  package static func alternatives(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Which of the three kinds it takes, for messages.
  var kindExpectation: String {
    switch self {
    case .text, .integer, .boolean, .choice: return expectation
    case .list: return "a list"
    case .map: return "a map"
    case .object: return "a map"
    case .either(let shapes): return Shape.alternatives(shapes.map(\.kindExpectation))
    case .anything: return "YAML"
    }
  }

  /// The first of several shapes, which is the short one.
  var firstAlternative: Shape {
    if case .either(let shapes) = self { shapes.first ?? self } else { self }
  }

  /// How such a value looks, where the kind alone does not say it.
  var example: String? {
    switch self {
    case .list(.text(let form)): "a list: [\(form.pattern.example), …]"
    case .map(let keys, .text(let form)):
      "a map: { \(keys.pattern.example): \(form.pattern.example) }"
    case .map(let keys, let values):
      values.object.map { object in
        "a map: { \(keys.pattern.example): { \(object.keys[0].name): … } }"
      }
    case .object(let object): "a map: { \(object.keys[0].name): … }"
    case .either(let shapes): shapes.lazy.compactMap(\.example).first
    default: nil
    }
  }

  /// What to write there, in a few words.
  package var expectation: String {
    switch self {
    case .text(let form): form.expectation
    case .integer(let range):
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .choice(let names): Shape.alternatives(names)
    case .list(let item): "a list, each item \(item.expectation)"
    case .map: "a map"
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
