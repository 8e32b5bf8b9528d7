package import Diagnostics
package import YAMLReading

/// A kind of engine that artefacts are made for.
package enum Target: String, Sendable, CaseIterable {
  case blueGreen
  case swarm
  case kubernetes
}

/// What `targets.TARGET` says beyond overlays, which are merged before decoding.
package struct TargetOptions: Sendable {
  package let target: Located<Target>
  package let isEnabled: Located<Bool>?
  package let accept: [Located<String>]
  package let patches: [Patch]
  /// Swarm's own key.
  package let endpointMode: Located<EndpointMode>?
  /// Swarm's own key.
  package let publish: Located<PublishMode>?
  /// Kubernetes' own key.
  package let imagePullSecrets: [Located<String>]

  package enum EndpointMode: String, Sendable, CaseIterable {
    case vip
    case dnsrr
  }

  package enum PublishMode: String, Sendable, CaseIterable {
    case ingress
    case host
  }
}

/// YAML that is merged into one artefact's tree before it is written.
package struct Patch: Sendable {
  /// `FILE` or `FILE#KIND/NAME`.
  package let selector: Located<String>
  package let tree: YAMLNode
}
