internal import Diagnostics
internal import ManifestModel

/// A manifest as the rules look at it: with its names indexed.
final class RuleContext: Sendable {
  let manifest: Manifest
  /// The targets that get this manifest; none where all have one of their own, or none is enabled.
  let targets: [Target]
  private let services: [String: Int]
  private let backing: [String: Int]
  let volumes: [String: Int]
  private let secretPositions: [String: Int]
  /// Coloured and backing services, in the manifest's order.
  let serviceNames: [String]
  let volumeNames: [String]
  let secretNames: [String]
  /// Names of further ports by service.
  let portNames: [String: Set<String>]
  /// Services that routes lead to, each with its first route.
  let routed: [String: Route]

  init(_ manifest: Manifest, for targets: [Target]) {
    self.manifest = manifest
    self.targets = targets
    let colouredNames = manifest.services.map { $0.name.value }
    let backingNames = manifest.backing.map { $0.name.value }
    serviceNames = colouredNames + backingNames
    volumeNames = manifest.volumes.map(\.name.value)
    secretNames = manifest.secrets.map(\.name.value)
    services = Self.index(colouredNames)
    backing = Self.index(backingNames)
    volumes = Self.index(volumeNames)
    secretPositions = Self.index(secretNames)
    let withPorts = (manifest.services + manifest.backing).filter { !$0.ports.isEmpty }
    portNames = Dictionary(
      withPorts.map { ($0.name.value, Set($0.ports.map(\.name.value))) },
      uniquingKeysWith: { first, _ in first })
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

  /// The one that a misspelt name most likely means: what is wrong with that one is told in the same
  /// run.
  func meant(_ name: String) -> Service? {
    if let exact = service(name) { return exact }
    guard name != "gateway", name != gatewayName, serviceNames.count <= Self.mostNames else {
      return nil
    }
    return NearName.closest(to: name, among: serviceNames).flatMap(service)
  }

  /// A manifest with more services is held against no misspelt name.
  private static let mostNames = 100

  func volume(_ name: String) -> Volume? { volumes[name].map { manifest.volumes[$0] } }

  func isBacking(_ name: String) -> Bool { backing[name] != nil }

  /// Whether there is one of it, which is away while it is replaced.
  func existsOnce(_ name: String) -> Bool {
    coloured(name).map { $0.effectiveRole == .singleton } ?? isBacking(name)
  }

  func secret(_ name: String) -> Secret? { secretPositions[name].map { manifest.secrets[$0] } }

  /// Whether a target is Compose or Swarm, whose engine honours what images declare.
  var onDocker: Bool { targets.contains { $0 != .kubernetes } }

  var gatewayName: String? { manifest.gateway.map { $0.name?.value ?? "nginx" } }

  func options(_ target: Target) -> TargetOptions? {
    manifest.targets.first { $0.target.value == target }
  }
}
