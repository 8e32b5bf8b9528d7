internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A control character.
  static let controlCharacter = Rule(
    .controlCharacter, .error, .fixed, "a manifest holds no control characters",
    page: RulePage(
      breaks: """
        A terminal obeys them: what a reviewer sees is not what is deployed.
        """,
      instead: """
        Write it as an escape in double quotes, "\\e" or "\\x07", where it is meant.
        """,
      source: "YAML 1.2.2, 5.1"))
}
