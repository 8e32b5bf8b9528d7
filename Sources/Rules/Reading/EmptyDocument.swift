internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// Nothing to read.
  static let emptyDocument = Rule(
    .emptyDocument, .error, .fixed, "a manifest is not empty",
    page: RulePage(
      breaks: """
        An empty file is what a failed download or a full disk leaves; as a manifest \
        it would remove everything.
        """,
      instead: """
        zdc init prints a small manifest that builds as it is.
        """,
      source: "YAML 1.2.2, 9.1"))
}
