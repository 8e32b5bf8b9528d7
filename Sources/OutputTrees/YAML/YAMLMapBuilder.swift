package import Diagnostics

/// Collects a mapping's entries, with `if`, `for` and `switch` between them.
///
/// A statement is an `entry(…)`, or a mapping whose entries are spliced in.
@resultBuilder
package enum YAMLMapBuilder {
  /// One entry needs no array of its own.
  package enum Part {
    case one(YAMLTree.Entry?)
    case several([YAMLTree.Entry])
  }

  package static func buildExpression(_ entry: YAMLTree.Entry?) -> Part { .one(entry) }

  package static func buildExpression(_ entries: [YAMLTree.Entry]) -> Part { .several(entries) }

  package static func buildExpression(_ tree: YAMLTree) -> Part {
    guard let entries = tree.entries else { preconditionFailure("only mappings are spliced") }
    return .several(entries)
  }

  package static func buildBlock(_ parts: Part...) -> Part { .several(joined(parts)) }
  package static func buildOptional(_ part: Part?) -> Part { part ?? .one(nil) }
  package static func buildEither(first part: Part) -> Part { part }
  package static func buildEither(second part: Part) -> Part { part }
  package static func buildArray(_ parts: [Part]) -> Part { .several(joined(parts)) }

  package static func buildFinalResult(_ part: Part) -> [YAMLTree.Entry] {
    switch part {
    case .one(let entry): entry.map { [$0] } ?? []
    case .several(let entries): entries
    }
  }

  private static func joined(_ parts: [Part]) -> [YAMLTree.Entry] {
    var entries: [YAMLTree.Entry] = []
    entries.reserveCapacity(parts.count)
    for part in parts {
      switch part {
      case .one(let entry?): entries.append(entry)
      case .one(nil): continue
      case .several(let more): entries += more
      }
    }
    return entries
  }
}

/// One key and its value in a `YAMLTree.map { … }`; a `nil` value drops the key.
package func entry(_ key: String, _ value: YAMLTree?) -> YAMLTree.Entry? {
  value.map { YAMLTree.Entry(key, $0) }
}

/// A key whose value is a mapping that is built in place.
package func entry(
  _ key: String, origin: Origin? = nil, @YAMLMapBuilder _ entries: () -> [YAMLTree.Entry]
) -> YAMLTree.Entry? {
  YAMLTree.Entry(key, .map(origin: origin, entries))
}

extension YAMLTree {
  /// A mapping whose entries are built by statements.
  package static func map(
    origin: Origin? = nil, comment: [String] = [],
    @YAMLMapBuilder _ entries: () -> [Entry]
  ) -> YAMLTree {
    YAMLTree(.mapping(entries()), origin: origin, comment: comment)
  }
}
