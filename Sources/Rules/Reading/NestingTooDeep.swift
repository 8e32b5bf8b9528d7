internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// Maps in maps without end.
  static let nestingTooDeep = Rule(
    .nestingTooDeep, .error, .fixed, "maps and lists are at most 200 deep inside each other",
    page: RulePage(
      breaks: """
        No key of the language is so deep; a text that is so would exhaust the stack \
        of a program that reads it.
        """,
      instead: """
        Look for brackets that nobody closes.
        """,
      source: "zdc: limits of the reader"))
}
