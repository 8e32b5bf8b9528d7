package import Diagnostics

/// A directive of a conf, or a block of them, as nginx reads it.
package struct NginxDirective: Sendable {
  package let words: [String]
  /// From the first word to the last.
  package let range: SourceRange
  /// `nil` where it ends with `;`.
  package let block: [NginxDirective]?

  package var name: String { words[0] }
  package var arguments: ArraySlice<String> { words.dropFirst() }
}
