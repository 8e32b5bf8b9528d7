import Diagnostics
import ManifestModel
import Planning

/// How many containers there are, and on which ports they are reached.
enum InstanceProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "replicas", .plain, change: .scales,
      compose: .at(
        "deploy.replicas", nil,
        { service, _ in .one(service.replicas).only(where: service.replicas.value > 1) }),
      swarm: "deploy.replicas",
      kubernetes: .at(
        "object.spec.replicas", nil,
        { service, _ in .one(service.replicas).only(where: service.role != .job) })
    ) { service, _ in .one(service.replicas) },
    Property(
      "port", .plain, kubernetes: .at("container.ports[].containerPort", nil, containerPorts),
      .at("service.spec.ports[*].port", nil, servicePorts),
      .at("service.spec.ports[*].targetPort", nil, servicePorts)
    ) { service, _ in .one(service.port) },
    Property("ports", changes: { $0 == .kubernetes ? .replaces : .settings }) { service, _ in
      Values(service.ports.map { Values.Value($0.name, $0.port) })
    },
    Property(
      "publish", .ports, changes: { $0 == .blueGreen ? .replaces : .settings },
      compose: .among(
        "ports[]", nil,
        { service, _ in
          Values(
            service.publish.map { mapping in
              let text = "\(mapping.host):\(mapping.container)"
              return Values.Value(text: text, stated: text, from: mapping.origin)
            })
        }),
      swarm: .among(
        "ports[].published", .plain,
        { service, _ in
          Values(service.publish.map { Values.Value("", $0.port) })
        }),
      .among(
        "ports[].protocol", nil,
        { service, _ in
          Values(
            service.publish.map { Values.Value(text: $0.isUDP ? "udp" : "tcp", from: $0.origin) })
        })
    ) { service, _ in
      Values(
        service.publish.map { mapping in
          Values.Value(
            mapping.host, text: mapping.container, from: mapping.origin)
        })
    },
  ]

  private static let containerPorts: Property<ServicePlan>.Reading = { service, _ in
    let ports = (service.port.map { [$0] } ?? []) + service.ports.map(\.port)
    return Values(ports.map { Values.Value("", $0) }).only(where: service.role != .job)
  }

  private static let servicePorts: Property<ServicePlan>.Reading = { service, _ in
    let main = service.port.map { [Values.Value("main", $0)] } ?? []
    return Values(main + service.ports.map { Values.Value($0.name, $0.port) })
      .only(where: service.isReachable)
  }
}

extension PublishPlan {
  /// `53/udp`
  fileprivate var container: String { "\(containerPort)\(isUDP ? "/udp" : "")" }

  /// `ADDRESS:PORT`, or the port alone.
  fileprivate var host: String {
    let port = FactText.text(port)
    return address.map { "\(FactText.text($0)):\(port)" } ?? port
  }
}
