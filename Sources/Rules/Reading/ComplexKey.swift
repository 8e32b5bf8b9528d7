internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A key that is no text.
  static let complexKey = Rule(
    .complexKey, .error, .fixed, "a key is a text",
    page: RulePage(
      breaks: """
        No key of the language is a list or a map; most readers refuse such a text, \
        some drop it.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        x-notes:
          1️⃣[a, b]: 1
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        x-notes:
          a-b: 1
        """,
      source: "YAML 1.2.2, 7.5; JSON knows only text"))
}
