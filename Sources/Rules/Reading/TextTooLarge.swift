internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// More bytes than any manifest has.
  static let textTooLarge = Rule(
    .textTooLarge, .error, .fixed, "a manifest has at most 16 MiB",
    page: RulePage(
      breaks: """
        A text of that size is no manifest, and reading it would stop the machine that \
        builds.
        """,
      instead: """
        Make several manifests of it, one a project.
        """,
      source: "zdc: limits of the reader"))
}
