internal import Diagnostics
internal import YAMLReading

extension Rule {
  /// Not YAML.
  static let yamlSyntax = Rule(
    .yamlSyntax, .error, .fixed, "a manifest is YAML",
    page: RulePage(
      breaks: """
        Nobody can say what it means; nothing is made from it.
        """,
      wrong: """
        services:
          web: 1️⃣{ image: "shop/web:1", command: [serve], port: 80, health: /up
        gateway: { listen: { http: 80 }, routes: { /: web } }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        gateway: { listen: { http: 80 }, routes: { /: web } }
        """,
      source: "YAML 1.2.2"))
}
