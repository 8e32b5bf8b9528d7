internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A network that nothing is on.
  static let unusedNetwork = ManifestRule(
    Rule(
      DiagnosticCode(184), .warning, .free,
      "a network that is declared is used",
      page: RulePage(
        breaks: """
          Nothing breaks; a service that should be kept apart is likely to be on the shared network.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          networks:
            1️⃣data: { internal: true }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              networks: [default, data]
          networks:
            data: { internal: true }
          """,
        source: "the manifest language: each network that is declared must be used")),
    .acrossTargets { contexts, findings in
      var used: Set<String> = []
      for context in contexts {
        for service in context.manifest.services + context.manifest.backing {
          used.formUnion(service.networks.map(\.value))
        }
        used.formUnion(context.manifest.gateway?.networks.map(\.value) ?? [])
      }
      for context in contexts {
        for network in context.manifest.networks where !used.contains(network.key.value) {
          findings.reportMissing(
            at: network.key.range, within: context.manifest.range,
            "nothing is on the network '\(network.key.value)'",
            help: "write networks: [default, \(network.key.value)] at a service, or remove it")
        }
      }
    })
}
