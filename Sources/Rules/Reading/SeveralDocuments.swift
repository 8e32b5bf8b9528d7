internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A second document.
  static let severalDocuments = Rule(
    .severalDocuments, .error, .fixed, "a manifest is one document",
    page: RulePage(
      breaks: """
        What stands behind a --- would be left out without a word.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        1️⃣---
        strategy: { drain: 60s }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        strategy: { drain: 60s }
        """,
      source: "YAML 1.2.2, 9.2"))
}
