internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A character that reorders what is shown.
  static let hiddenOrder = Rule(
    .hiddenOrder, .error, .fixed, "text is shown in the order in which it is read",
    page: RulePage(
      breaks: """
        Characters that change the direction of text make a line look like another: a \
        review would pass what it has not seen.
        """,
      instead: """
        Delete it; where it is meant as text, write its escape in double quotes.
        """,
      source: "CVE-2021-42574, Unicode UTS 55"))
}
