internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// An alias of nothing.
  static let unknownAlias = Rule(
    .unknownAlias, .error, .fixed, "an alias has its anchor before it",
    page: RulePage(
      breaks: """
        There is nothing that it could stand for: the health check that it should \
        bring would be missing.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: 1️⃣*check }
        """,
      right: """
        x-check: &check { path: /up, interval: 5s }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: *check }
        """,
      source: "YAML 1.2.2, 7.1"))
}
