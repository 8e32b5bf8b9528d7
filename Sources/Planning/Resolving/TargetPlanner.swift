import Diagnostics
import ManifestModel

/// Plans one target. Its parts are in the extensions beside it, one topic a file.
struct TargetPlanner {
  let target: Target
  let manifest: Manifest
  let project: ProjectPlan
  let input: PlanInput
  let shared: SharedPlans
  /// What the manifest says of this target.
  let options: TargetOptions?
  /// Position in `manifest.services`, so that ten thousand references stay quick.
  let serviceIndex: [String: Int]
  let backingIndex: [String: Int]
  let volumeIndex: [String: Int]
  /// Every time of every layer, solved together.
  let times: TargetTimes

  init(
    target: Target, manifest: Manifest, project: ProjectPlan, input: PlanInput,
    shared: SharedPlans
  ) {
    self.target = target
    self.shared = shared
    let manifest = target == .kubernetes ? manifest.withDashes : manifest
    self.manifest = manifest
    self.project = project
    self.input = input
    options = manifest.targets.first { $0.target.value == target }
    serviceIndex = TargetPlanner.index(manifest.services.map { $0.name.value })
    backingIndex = TargetPlanner.index(manifest.backing.map { $0.name.value })
    volumeIndex = TargetPlanner.index(manifest.volumes.map(\.name.value))
    times = TimeSolver.solve(manifest, for: target, shared)
  }

  /// What a reference calls a service, as this target calls it.
  func serviceName(_ written: String) -> String {
    target == .kubernetes ? Manifest.dashed(written) : written
  }

  private static func index(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func plan(into log: inout DiagnosticLog) -> TargetPlan {
    let colours: [Colour?] = target == .blueGreen ? [.blue, .green] : [nil]
    var services: [ServicePlan] = []
    services.reserveCapacity(manifest.services.count * colours.count)
    for service in manifest.services {
      for colour in colours {
        services.append(servicePlan(service, colour: colour, isBacking: false, into: &log))
      }
    }
    let backing = manifest.backing.map {
      servicePlan($0, colour: nil, isBacking: true, into: &log)
    }
    let gateway = manifest.gateway.map { gatewayPlan($0, into: &log) }
    let volumes = volumePlans()
    checkTimes(into: &log)
    checkLastingTimeouts(into: &log)
    checkNames(services + backing, into: &log)
    let strategy = strategyPlan()
    return TargetPlan(
      target: target,
      project: project,
      networks: networkPlans(),
      gateway: gateway,
      services: services,
      backing: backing,
      allServices: services + backing,
      volumes: volumes,
      secrets: secretPlans(),
      variables: variablePlans(
        services: services, backing: backing, gateway: gateway, volumes: volumes, into: &log),
      strategy: strategy,
      updateOrder: updateOrder(),
      rollout: rollout(
        services: services, backing: backing, gateway: gateway, strategy: strategy),
      accepted: options?.accept ?? [],
      patches: (options?.patches ?? []).map {
        PatchPlan(selector: $0.selector, tree: PatchTree($0.tree))
      },
      swarm: swarmSettings,
      kubernetes: TargetPlan.KubernetesSettings(
        imagePullSecrets: (options?.imagePullSecrets ?? []).map(Traced.init)),
      engineTimes: times.engine,
      timeBudget: times.inequalities,
      versionVariable: manifest.version?.value.variables.first)
  }

  var swarmSettings: TargetPlan.SwarmSettings {
    let byDefault = Origin(manifest.project.range, reason: "default of the swarm target")
    return TargetPlan.SwarmSettings(
      endpointMode: options?.endpointMode.map(Traced.init) ?? Traced(.vip, from: byDefault),
      publish: options?.publish.map(Traced.init) ?? Traced(.ingress, from: byDefault))
  }

  /// One that may hold variables.
  func hostPath(_ path: Located<Template>) -> DeployPath {
    let text = DeployText(literalPieces(path.value), from: Origin(path.range))
    return DeployPath(fromOutput: DeployPath.below(input.manifestFolder, text))
  }

  /// A path of the manifest, seen from the artefacts.
  func hostPath(_ path: Located<String>) -> HostPath {
    HostPath(path, fromFolder: input.manifestFolder)
  }
}
