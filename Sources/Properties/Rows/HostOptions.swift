import Diagnostics
import ManifestModel
import Planning

/// What a container gets of its host's kernel.
enum HostOptionProperties {
  static let rows: [Property<ServicePlan>] = [
    Property("securityOpt", compose: .among("security_opt[]", nil, securityOptions)) {
      service, _ in listed(service.options.securityOpt)
    },
    Property(
      "privileged", .plain, compose: .among("privileged"),
      kubernetes: .among("container.securityContext.privileged")
    ) { service, _ in .one(service.options.privileged) },
    Property("devices", compose: .among("devices[]", nil, devices)) { service, _ in
      listed(service.options.devices)
    },
    Property(
      "sysctls", docker: .among("sysctls[*]"),
      kubernetes: .among("pod.securityContext.sysctls[*].value")
    ) { service, _ in
      Values(service.options.sysctls.map { Values.Value($0.name, $0.value) })
    },
    Property("dns", docker: .among("dns[]", nil, nameServers)) { service, _ in
      listed(service.options.dns)
    },
  ]

  private static func listed(_ items: [Traced<String>]) -> Values {
    Values(items.map { Values.Value($0.value, text: "yes", from: $0.origin) })
  }

  private static let securityOptions: Property<ServicePlan>.Reading = { service, _ in
    named(service.options.securityOpt)
  }

  private static let devices: Property<ServicePlan>.Reading = { service, _ in
    named(service.options.devices)
  }

  private static let nameServers: Property<ServicePlan>.Reading = { service, _ in
    named(service.options.dns)
  }

  private static func named(_ items: [Traced<String>]) -> Values {
    Values(items.map { Values.Value("", $0) })
  }
}
