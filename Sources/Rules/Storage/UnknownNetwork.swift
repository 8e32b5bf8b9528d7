internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A network that is not declared, or whose name another one has.
  static let unknownNetwork = ManifestRule(
    Rule(
      DiagnosticCode(183), .error, .fixed,
      "a network that is used is declared, under a name of its own",
      page: RulePage(
        breaks: """
          Compose and Swarm refuse the file; a policy of Kubernetes would keep the pod from everybody.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              networks: [default, 1️⃣dta]
          backing:
            store: { image: "redis:7", networks: [data], health: { command: [redis-cli, -e, ping] } }
          networks:
            data: { internal: true }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              networks: [default, data]
          backing:
            store: { image: "redis:7", networks: [data], health: { command: [redis-cli, -e, ping] } }
          networks:
            data: { internal: true }
          """,
        source: "Compose: networks")),
    .manifest { context, findings in
      let manifest = context.manifest
      let shared = manifest.network?.value ?? manifest.project.value
      for network in manifest.networks {
        if [Network.shared, shared].contains(network.key.value) {
          findings.report(
            at: network.key.range, "the network that all share has this name already",
            help:
              "name it anew; what the engine calls the shared one is 'network', beside 'project'")
        }
        if network.isExternal?.value == true, let place = network.isInternal, place.value {
          findings.report(
            at: place.range, "an external network is as others made it",
            help: "remove internal, or external")
        }
      }
      let names = manifest.networks.map(\.key.value) + [Network.shared]
      let listed = (manifest.services + manifest.backing).flatMap(\.networks)
      for name in listed + (manifest.gateway?.networks ?? []) where !names.contains(name.value) {
        let near = findings.near(name, among: names)
        findings.report(
          at: name.range, "no network named '\(name.value)' is declared",
          help: near.help ?? "declare it: networks: { \(name.value): {} }", fix: near.fix)
      }
    })
}
