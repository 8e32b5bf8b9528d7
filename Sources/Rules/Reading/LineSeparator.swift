internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A line break for one YAML and text for another.
  static let lineSeparator = Rule(
    .lineSeparator, .error, .fixed, "a line ends in a line feed",
    page: RulePage(
      breaks: """
        YAML 1.1 ends a line at U+0085, U+2028 and U+2029, YAML 1.2 does not: two \
        readers see two manifests.
        """,
      instead: """
        Delete it; where it is meant as text, write "\\N", "\\L" or "\\P" in double \
        quotes.
        """,
      source: "YAML 1.2.2, 5.4"))
}
