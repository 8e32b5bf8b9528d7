internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A text in which all is wrong.
  static let tooManyFaults = Rule(
    .tooManyFaults, .error, .fixed, "reading stops after a thousand faults",
    page: RulePage(
      breaks: """
        Nobody reads on; what is wrong is most likely the file itself.
        """,
      instead: """
        Mend the first ones: the rest often follows from them.
        """,
      source: "zdc: limits of the reader"))
}
