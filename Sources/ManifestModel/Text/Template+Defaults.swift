extension Template {
  /// The names of its variables, in their order.
  package var variables: [String] {
    segments.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
  }

  /// Stands for what a variable without a default brings.
  package static let unknownText: Character = "…"

  /// The text where every variable has its default.
  package var withDefaults: String {
    segments.map { segment in
      switch segment {
      case .literal(let part): part
      case .variable(_, let fallback): fallback.text ?? String(Self.unknownText)
      case .reference: String(Self.unknownText)
      }
    }.joined()
  }
}
