package import Diagnostics

/// The words of a command; a text is already split by shell rules.
package struct Command: Sendable {
  package let range: SourceRange
  package let words: [Located<Template>]
}
