internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// An alias bomb.
  static let tooManyValues = Rule(
    .tooManyValues, .error, .fixed, "a manifest has at most a million values, its aliases expanded",
    page: RulePage(
      breaks: """
        Ten lines of aliases can stand for billions of values: whoever reads them runs \
        out of memory.
        """,
      instead: """
        Write out what the aliases stand for.
        """,
      source: "CVE-2003-1564 (billion laughs)"))
}
