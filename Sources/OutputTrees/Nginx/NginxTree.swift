package import Diagnostics

/// A directive of an nginx conf, or a block of them, in output order.
package struct NginxTree: Sendable {
  package indirect enum Content: Sendable {
    case directive([NginxText])
    case block([NginxText], [NginxTree])
    /// Lines that were checked elsewhere (a user's snippet), written as they are.
    case raw(String)
    case blankLine
  }

  package let content: Content
  /// The manifest's line that this part follows from; the writer hands it down to parts that have
  /// none of their own.
  package let origin: Origin?
  /// Lines of a comment that stand above the part, without `#`.
  package let comment: [String]

  package init(_ content: Content, origin: Origin? = nil, comment: [String] = []) {
    self.content = content
    self.origin = origin
    self.comment = comment
  }
}

extension NginxTree {
  /// Adds one comment line, a reason, above the part.
  package func because(_ line: String) -> NginxTree { commented(comment + [line]) }

  /// Replaces the comment above the part.
  package func commented(_ lines: [String]) -> NginxTree {
    NginxTree(content, origin: origin, comment: lines)
  }

  /// The place that the part follows from; replaces one that it has.
  package func from(_ origin: Origin?) -> NginxTree {
    NginxTree(content, origin: origin, comment: comment)
  }

  /// As `from`, of a located value of any type.
  package func from<Value>(_ value: Located<Value>, reason: String? = nil) -> NginxTree {
    from(Origin(value.range, reason: reason))
  }

  /// `geo $zdc_dollar { default $; }`, for the `http` block: `geo` expands no variables.
  package static var dollarDefinition: NginxTree {
    block("geo", "$zdc_dollar") { directive("default", "$") }
  }

  /// Whether a literal dollar somewhere below needs `dollarDefinition`.
  package var usesDollar: Bool {
    switch content {
    case .directive(let words): words.contains(where: \.usesDollar)
    case .block(let words, let parts):
      words.contains(where: \.usesDollar) || parts.contains(where: \.usesDollar)
    case .raw, .blankLine: false
    }
  }
}
