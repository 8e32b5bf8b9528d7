internal import Diagnostics

/// A manifest as the rules look at it: with its names indexed.
struct RuleContext: Sendable {
  let manifest: Manifest
  /// The targets that get this manifest; none where all have one of their own, or none is enabled.
  let targets: [Target]
  private let services: [String: Int]
  private let backing: [String: Int]
  let volumes: [String: Int]
  let secrets: Set<String>
  /// Services that routes lead to, each with its first route.
  let routed: [String: Route]

  init(_ manifest: Manifest, for targets: [Target]) {
    self.manifest = manifest
    self.targets = targets
    services = Self.index(manifest.services.map(\.name.value))
    backing = Self.index(manifest.backing.map(\.name.value))
    volumes = Self.index(manifest.volumes.map(\.name.value))
    secrets = Set(manifest.secrets.map(\.name.value))
    var routed: [String: Route] = [:]
    for route in manifest.gateway?.routes ?? [] {
      guard case .service(let name) = route.destination, routed[name.value] == nil else { continue }
      routed[name.value] = route
    }
    self.routed = routed
  }

  private static func index(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func coloured(_ name: String) -> Service? { services[name].map { manifest.services[$0] } }

  func backing(_ name: String) -> Service? { backing[name].map { manifest.backing[$0] } }

  func service(_ name: String) -> Service? { coloured(name) ?? backing(name) }

  func volume(_ name: String) -> Volume? { volumes[name].map { manifest.volumes[$0] } }

  func isBacking(_ name: String) -> Bool { backing[name] != nil }

  /// Coloured and backing services, in the manifest's order.
  var serviceNames: [String] {
    manifest.services.map(\.name.value) + manifest.backing.map(\.name.value)
  }

  var gatewayName: String? { manifest.gateway.map { $0.name?.value ?? "nginx" } }

  func options(_ target: Target) -> TargetOptions? {
    manifest.targets.first { $0.target.value == target }
  }
}
