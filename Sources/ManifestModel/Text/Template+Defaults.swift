extension Template {
  /// Stands for what a variable without a default brings.
  package static let unknownText: Character = "…"

  /// The text where every variable has its default.
  package var withDefaults: String {
    segments.map { segment in
      switch segment {
      case .literal(let part): part
      case .variable(_, let value?): value
      default: String(Self.unknownText)
      }
    }.joined()
  }
}
