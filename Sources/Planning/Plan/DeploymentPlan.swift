package import Diagnostics
package import ManifestModel

/// Everything that the backends print, resolved and defaulted: they decide nothing.
package struct DeploymentPlan: Sendable {
  package let project: ProjectPlan
  /// The enabled targets, in the order blue-green, Swarm, Kubernetes.
  package let targets: [TargetPlan]

  package func plan(for target: Target) -> TargetPlan? {
    targets.first { $0.target == target }
  }
}

/// What is the same on all targets.
package struct ProjectPlan: Sendable {
  package let name: Traced<String>
  package let prefix: Traced<String>
  package let network: Traced<String>
  package let comments: CommentLanguage
  /// The manifest as the artefacts' headers name it: relative to the output folder, with `/`.
  package let manifestPath: String
  /// As `--environment` gave it.
  package let environment: String?
  /// Rules that the project switched or reweighed, as the headers show them.
  package let ruleSettings: [RuleSetting]

  /// The host's folder of what outlives a deployment, where `ZDC_STATE` names no other.
  package var stateFolder: String { "/var/lib/zdc/\(name.value)" }
}

/// One target's deployment.
package final class TargetPlan: Sendable {
  package let target: Target
  package let project: ProjectPlan
  /// Those beside the one that all share, in the manifest's order.
  package let networks: [NetworkPlan]
  package let gateway: GatewayPlan?
  /// Coloured services in the manifest's order; under blue-green each as blue, then green.
  package let services: [ServicePlan]
  package let backing: [ServicePlan]
  /// Both, one after the other: asked for so often that it is not put together each time.
  package let allServices: [ServicePlan]
  /// In the manifest's order; under blue-green a `perVersion` one as blue, then green.
  package let volumes: [VolumePlan]
  package let secrets: [SecretPlan]
  /// Deploy-time variables in order of first use, each once.
  package let variables: [VariablePlan]
  package let strategy: StrategyPlan
  /// Names of coloured services, those that others need first.
  package let updateOrder: [String]
  package let rollout: Rollout
  /// What `accept` says this target need not honour.
  package let accepted: [Located<String>]
  package let patches: [PatchPlan]
  package let swarm: SwarmSettings
  package let kubernetes: KubernetesSettings
  package let engineTimes: EngineTimes
  /// Every law of times, held against this target's numbers.
  package let timeBudget: [TimeInequality]
  /// The variable that the manifest's `version` is.
  package let versionVariable: String?

  init(
    target: Target, project: ProjectPlan, networks: [NetworkPlan], gateway: GatewayPlan?,
    services: [ServicePlan], backing: [ServicePlan], allServices: [ServicePlan],
    volumes: [VolumePlan],
    secrets: [SecretPlan], variables: [VariablePlan], strategy: StrategyPlan,
    updateOrder: [String], rollout: Rollout, accepted: [Located<String>], patches: [PatchPlan],
    swarm: SwarmSettings, kubernetes: KubernetesSettings, engineTimes: EngineTimes,
    timeBudget: [TimeInequality], versionVariable: String?
  ) {
    self.target = target
    self.project = project
    self.networks = networks
    self.gateway = gateway
    self.services = services
    self.backing = backing
    self.allServices = allServices
    self.volumes = volumes
    self.secrets = secrets
    self.variables = variables
    self.strategy = strategy
    self.updateOrder = updateOrder
    self.rollout = rollout
    self.accepted = accepted
    self.patches = patches
    self.swarm = swarm
    self.kubernetes = kubernetes
    self.engineTimes = engineTimes
    self.timeBudget = timeBudget
    self.versionVariable = versionVariable
  }

  /// The same with other patches.
  func with(_ patches: [PatchPlan]) -> TargetPlan {
    TargetPlan(
      target: target, project: project, networks: networks, gateway: gateway, services: services,
      backing: backing, allServices: allServices, volumes: volumes, secrets: secrets,
      variables: variables,
      strategy: strategy, updateOrder: updateOrder, rollout: rollout, accepted: accepted,
      patches: patches, swarm: swarm, kubernetes: kubernetes, engineTimes: engineTimes,
      timeBudget: timeBudget, versionVariable: versionVariable)
  }

  /// Kubernetes' own keys.
  package struct KubernetesSettings: Sendable {
    /// Every pod has them.
    package let imagePullSecrets: [Traced<String>]
  }

  /// Swarm's own keys; the defaults where they are not given.
  package struct SwarmSettings: Sendable {
    package let endpointMode: Traced<TargetOptions.EndpointMode>
    package let publish: Traced<TargetOptions.PublishMode>

    /// Two gateways can't share a host's port: then there is one a node.
    package var isOnHostPorts: Bool { publish.value == .host }

    /// How services publish ports: a virtual IP carries `ingress`, which dnsrr does not have.
    package var servicePublish: TargetOptions.PublishMode {
      endpointMode.value == .dnsrr ? .host : publish.value
    }
  }
}

extension TargetPlan {
  /// The one-shot service of Compose that fills the gateway's folder: a name that nothing has.
  package var setupName: String {
    let taken = Set(allServices.map(\.address) + [gateway?.name.value].compactMap { $0 })
    var name = "setup"
    while taken.contains(name) { name = "zdc-\(name)" }
    return name
  }

  /// Volumes that each colour has for itself, which its next version finds empty. What is external is
  /// somebody else's to empty.
  package var emptiedVolumes: [VolumePlan] {
    gateway == nil ? [] : volumes.filter { $0.colour != nil && !$0.isExternal }
  }

  /// Those that a file declares: somebody mounts them.
  package var mountedSecrets: [SecretPlan] { secrets.filter { !$0.readers.isEmpty } }

  /// How long the script waits for nginx' old workers.
  package var drainSeconds: Traced<Int> {
    gateway?.workerShutdownSeconds ?? strategy.drain.map(\.secondsRoundedUp)
  }

  /// Any image with a shell, for the one-shot job that compares two values of a secret.
  package var shellImage: DeployText? {
    gateway?.image ?? servicesInUpdateOrder.first?.image.name
  }

  /// `nil` where Swarm's own is as good: nobody asks the service by its name.
  package func endpointMode(of service: ServicePlan) -> Traced<TargetOptions.EndpointMode>? {
    service.port != nil || swarm.endpointMode.value == .dnsrr ? swarm.endpointMode : nil
  }

  /// The services of one colour, in the manifest's order.
  package func services(of colour: Colour) -> [ServicePlan] {
    services.filter { $0.colour == colour }
  }

  /// One plan a coloured service, those that others need first; of two colours, blue.
  package var servicesInUpdateOrder: [ServicePlan] {
    let byName = Dictionary(
      services.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    return updateOrder.compactMap { byName[$0] }
  }
}

/// One of the two copies of everything coloured.
package enum Colour: String, Sendable, CaseIterable {
  case blue
  case green

  package var other: Colour { self == .blue ? .green : .blue }
}
