internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A route that looks at addresses of clients, behind what gives them others.
  static let clientAddressHidden = ManifestRule(
    Rule(
      DiagnosticCode(313), .warning, .free,
      "a route that looks at a client's address gets to see it",
      page: RulePage(
        breaks: """
          Swarm's ingress network and, unless it is told otherwise, a cluster's Service send a request \
          on under the address of a node: a list of addresses lets nobody in or everybody, and all \
          clients of a node share one limit.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, rateLimit: 1️⃣10/s } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { kubernetes: { enabled: false } }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, rateLimit: 10/s } }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { publish: host }, kubernetes: { enabled: false } }
          """,
        source: "Docker: swarm mode routing mesh; Kubernetes: externalTrafficPolicy")),
    .manifest { context, findings in
      guard let gateway = context.manifest.gateway, gateway.trust.isEmpty else { return }
      for route in gateway.routes {
        // Of a redirect, another rule speaks.
        if case .redirect = route.destination { continue }
        let looks = [
          ("allow", route.allow?.range), ("deny", route.deny.first?.range),
          ("rateLimit", route.rateLimit?.rate.range),
        ]
        for case (let key, let place?) in looks {
          if context.targets.contains(.swarm), context.options(.swarm)?.publish?.value != .host {
            findings.report(
              at: place, "under Swarm's ingress '\(key)' sees the address of a node",
              help: "write targets: { swarm: { publish: host } }, or trust the proxy in front",
              only: .swarm)
          }
          if context.targets.contains(.kubernetes) {
            findings.report(
              at: place, "on Kubernetes '\(key)' may see the address of a node",
              help: """
                patch the gateway's Service with externalTrafficPolicy: Local, or trust the proxy in front; \
                where the cluster keeps addresses, switch this rule off
                """,
              only: .kubernetes)
          }
        }
      }
    })
}
