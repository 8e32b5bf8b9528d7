/// The examples of a rule's page.
package enum RuleExample {
  /// A whole manifest of an example, which leaves out the first two lines.
  package static func manifest(_ example: String) -> String {
    "zdc: 1\nproject: shop\n" + example
  }
}
