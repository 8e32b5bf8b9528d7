package import Diagnostics

/// Collects a sequence's items, with `if`, `for` and `switch` between them; `nil` is left out.
@resultBuilder
package enum YAMLListBuilder {
  package typealias Part = [YAMLTree]

  package static func buildExpression(_ item: YAMLTree?) -> Part { item.map { [$0] } ?? [] }
  package static func buildBlock(_ parts: Part...) -> Part { parts.flatMap { $0 } }
  package static func buildOptional(_ part: Part?) -> Part { part ?? [] }
  package static func buildEither(first part: Part) -> Part { part }
  package static func buildEither(second part: Part) -> Part { part }
  package static func buildArray(_ parts: [Part]) -> Part { parts.flatMap { $0 } }
}

extension YAMLTree {
  /// A sequence whose items are built by statements.
  package static func list(
    origin: Origin? = nil, comment: [String] = [], @YAMLListBuilder _ items: () -> [YAMLTree]
  ) -> YAMLTree {
    YAMLTree(.sequence(items()), origin: origin, comment: comment)
  }
}
