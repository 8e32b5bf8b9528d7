internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// A tag that nobody knows.
  static let badTag = Rule(
    .badTag, .error, .fixed, "a tag is one of YAML's own, and its value fits",
    page: RulePage(
      breaks: """
        Tags can make programs build objects of any kind; zdc reads plain values \
        alone.
        """,
      wrong: """
        services:
          web: { image: 1️⃣!env "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        """,
      source: "YAML 1.2.2, 10.3"))
}
