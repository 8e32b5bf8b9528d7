internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A value that contains itself.
  static let selfReference = Rule(
    .selfReference, .error, .fixed, "a value does not contain itself",
    page: RulePage(
      breaks: """
        It has no end: programs that follow it hang or crash.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        x-loop: &loop
          again: 1️⃣*loop
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        x-loop: &loop
          again: once
        """,
      source: "YAML 1.2.2, 3.2.1"))
}
