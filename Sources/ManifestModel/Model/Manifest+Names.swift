import Diagnostics

extension Manifest {
  /// The same with `-` for `_` in services' names, which DNS and so Kubernetes has not. References
  /// keep theirs.
  package var withDashes: Manifest {
    guard (services + backing).contains(where: { $0.name.value.contains("_") }) else { return self }
    var manifest = self
    manifest.services = services.map(\.withDashes)
    manifest.backing = backing.map(\.withDashes)
    manifest.gateway?.routes = gateway?.routes.map(\.withDashes) ?? []
    return manifest
  }

  /// A service's name with `-` for `_`.
  package static func dashed(_ name: String) -> String { name.replacingAll("_", with: "-") }
}

extension Service {
  fileprivate var withDashes: Service {
    var keys = keys
    keys.name = keys.name.map(Manifest.dashed)
    keys.dependsOn = keys.dependsOn.map { $0.map(Manifest.dashed) }
    return Service(keys)
  }
}

extension Route {
  fileprivate var withDashes: Route {
    guard case .service(let name) = destination else { return self }
    var route = self
    route.destination = .service(name.map(Manifest.dashed))
    return route
  }
}
