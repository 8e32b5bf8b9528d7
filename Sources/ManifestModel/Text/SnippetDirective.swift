/// A directive of a snippet, or a block of them.
package struct SnippetDirective: Sendable {
  /// Without quotes and backslashes: enough to know names and addresses by.
  package let words: [String]
  /// Where its name begins, in bytes of UTF-8 from the text's start.
  package let offset: Int
  /// `nil` where it ends with `;`.
  package let block: [SnippetDirective]?

  package var name: String { words[0] }
  package var arguments: ArraySlice<String> { words.dropFirst() }

  /// It and all that it holds.
  package var all: [SnippetDirective] { [self] + (block ?? []).flatMap(\.all) }
}
