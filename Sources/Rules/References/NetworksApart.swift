internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Two that have to reach each other and share no network.
  static let networksApart = ManifestRule(
    Rule(
      DiagnosticCode(185), .error, .fixed,
      "who reaches another is on a network with it",
      page: RulePage(
        breaks: """
          The name is not found on Docker's networks, and Kubernetes drops the connection: a route \
          answers 502, a client waits until it gives up.
          """,
        wrong: """
          gateway: { listen: { http: 80 }, routes: { /: 1️⃣web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              networks: [data]
          networks:
            data: { internal: true }
          """,
        right: """
          gateway: { listen: { http: 80 }, routes: { /: web } }
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
        source: "Compose: networks; Kubernetes: network policies")),
    .manifest { context, findings in
      guard !context.manifest.networks.isEmpty else { return }
      let manifest = context.manifest
      let front = Service.networks(manifest.gateway?.networks ?? [])
      for route in manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination,
          let service = context.service(name.value),
          front.isDisjoint(with: Service.networks(service.networks))
        else { continue }
        findings.report(
          at: name.range, "the gateway reaches no network of '\(name.value)'",
          help:
            "write networks: [\(front.sorted()[0]), …] at '\(name.value)', or networks at the gateway"
        )
      }
      for service in manifest.services + manifest.backing {
        let own = Service.networks(service.networks)
        for use in ReferenceUse.all(in: service) where use.parts[0] != service.name.value {
          let other =
            use.isOfGateway(context)
            ? front : context.service(use.parts[0]).map { Service.networks($0.networks) }
          guard let other, own.isDisjoint(with: other) else { continue }
          findings.report(
            at: use.range, "'\(service.name.value)' is on no network with '\(use.parts[0])'",
            help:
              "add one of '\(use.parts[0])' to its networks: \(other.sorted().joined(separator: ", "))"
          )
        }
      }
    })
}

extension Service {
  fileprivate static func networks(_ listed: [Located<String>]) -> Set<String> {
    listed.isEmpty ? [Network.shared] : Set(listed.map(\.value))
  }
}
