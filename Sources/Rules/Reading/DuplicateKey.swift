internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A key that its map has already.
  static let duplicateKey = Rule(
    .duplicateKey, .error, .fixed, "a key is written once in its map",
    page: RulePage(
      breaks: """
        Readers differ in which one counts: what was reviewed is not what is deployed.
        """,
      wrong: """
        services:
          web:
            image: "shop/web:1"
            command: [serve]
            port: 80
            health: /up
            1️⃣port: 8080
        """,
      right: """
        services:
          web:
            image: "shop/web:1"
            command: [serve]
            port: 8080
            health: /up
        """,
      source: "YAML 1.2.2, 3.2.1.1"))
}
