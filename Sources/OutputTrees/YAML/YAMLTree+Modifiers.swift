package import Diagnostics

extension YAMLTree {
  /// Adds one comment line, a reason, above the part's key or item.
  package func because(_ line: String) -> YAMLTree { commented(comment + [line]) }

  /// Replaces the comment above the part's key or item.
  package func commented(_ lines: [String]) -> YAMLTree {
    YAMLTree(
      content, origin: origin, comment: lines, isSpaced: isSpaced, supplement: supplement)
  }

  /// The place that the part follows from; replaces one that it has.
  package func from(_ origin: Origin?) -> YAMLTree {
    YAMLTree(
      content, origin: origin, comment: comment, isSpaced: isSpaced, supplement: supplement)
  }

  /// What the deployment sets in place of this text, in the scripts' own form.
  package func set(to template: String) -> YAMLTree {
    YAMLTree(
      content, origin: origin, comment: comment, isSpaced: isSpaced,
      supplement: .template(template))
  }

  /// A text in double quotes, whatever it holds.
  package var inQuotes: YAMLTree {
    YAMLTree(content, origin: origin, comment: comment, supplement: .quoted)
  }

  /// A map on one line: what is the same in many places, and nobody's to read item by item.
  package var onOneLine: YAMLTree {
    YAMLTree(content, origin: origin, comment: comment, supplement: .flow)
  }

  /// As `from`, of a located value of any type.
  package func from<Value>(_ value: Located<Value>, reason: String? = nil) -> YAMLTree {
    from(Origin(value.range, reason: reason))
  }

  /// Parts this mapping's entries (or sequence's items) by blank lines: documents, `services`.
  package var spaced: YAMLTree {
    YAMLTree(content, origin: origin, comment: comment, isSpaced: true)
  }
}
