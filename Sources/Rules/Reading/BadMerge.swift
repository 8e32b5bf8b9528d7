internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// << with what can not be merged.
  static let badMerge = Rule(
    .badMerge, .error, .fixed, "<< merges maps",
    page: RulePage(
      breaks: """
        A text or a number has no keys: what should be merged in would be missing.
        """,
      wrong: """
        services:
          web: { <<: 1️⃣defaults, image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      right: """
        x-defaults: &defaults { replicas: 2 }
        services:
          web: { <<: *defaults, image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      source: "YAML: merge key language-independent type"))
}
