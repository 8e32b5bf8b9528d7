internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// Bytes that are not UTF-8.
  static let notUTF8 = Rule(
    .notUTF8, .error, .fixed, "a manifest is UTF-8",
    page: RulePage(
      breaks: """
        In another encoding an é is another letter, or none: passwords and names would \
        change without a word.
        """,
      instead: """
        Save it as UTF-8; iconv -f WINDOWS-1252 -t UTF-8 turns the usual other \
        encoding into it.
        """,
      source: "YAML 1.2.2, 5.2; RFC 3629"))
}
