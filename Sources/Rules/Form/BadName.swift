internal import Diagnostics

extension ManifestRule {
  /// A free name that breaks the rules of its map.
  static let badName = ManifestRule(
    Rule(
      DiagnosticCode(110), .error, .fixed,
      "a name is valid for everything that is named after it",
      page: RulePage(
        breaks: """
          A service's name becomes a host name on every target: an underscore or a capital is \
          refused by Kubernetes, and some clients refuse to ask for it.
          """,
        wrong: """
          services:
            1️⃣Web_Shop: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          services:
            web-shop: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "RFC 1035; kompose#2007")),
    .byDecoding)
}
