import Diagnostics
import ManifestModel
import Planning

/// The networks of one service, or of the gateway.
enum NetworkProperties {
  static let ofServices: [Property<ServicePlan>] = [
    Property(
      "networks", changes: { $0 == .kubernetes ? .settings : .replaces },
      docker: .among("networks[]", nil, { service, _ in listed(service.networks) })
    ) { service, _ in named(service.networks) }
  ]

  static let ofGateway: [Property<GatewayPlan>] = [
    Property(
      "networks", changes: { $0 == .kubernetes ? .settings : .replaces },
      docker: .among("networks[]", nil, { gateway, _ in listed(gateway.networks) })
    ) { gateway, _ in named(gateway.networks) }
  ]

  private static func named(_ networks: [Traced<String>]) -> Values {
    Values(networks.map { Values.Value($0.value, text: "yes", from: $0.origin) })
  }

  private static func listed(_ networks: [Traced<String>]) -> Values {
    Values(networks.map { Values.Value("", $0) })
  }
}
