import ManifestModel

extension TargetPlanner {
  /// The steps of a deployment to this target; those with nothing to do are left out.
  func rollout(
    services: [ServicePlan], backing: [ServicePlan], gateway: GatewayPlan?,
    strategy: StrategyPlan
  ) -> Rollout {
    let content = RolloutContent(
      hasBuilds: services.contains { $0.image.build != nil } || gateway?.builtImage != nil,
      readsImages: (services + backing).contains { $0.wrapper != nil || $0.isAskedAtPort },
      hasReleases: services.contains { $0.isPrepared },
      hasBacking: !backing.isEmpty,
      hasGateway: gateway != nil,
      hasConfirmation: gateway != nil && !strategy.confirmPaths.isEmpty,
      hasWorkers: services.contains { $0.role == .worker },
      hasSingletons: services.contains { $0.role == .singleton },
      hasJobs: services.contains { $0.role == .job },
      hasSecrets: !manifest.secrets.isEmpty,
      hasCertificates: gateway?.certificates != nil,
      hasEnvFiles: (services + backing).contains { !$0.envFiles.isEmpty })
    return switch target {
    case .blueGreen: Rollout.blueGreen(content)
    case .swarm: Rollout.swarm(content)
    case .kubernetes: Rollout.kubernetes(content)
    }
  }
}

/// What a deployment has to do at all.
struct RolloutContent: Sendable {
  let hasBuilds: Bool
  /// Whether what images say and have matters to how they are started.
  let readsImages: Bool
  let hasReleases: Bool
  let hasBacking: Bool
  let hasGateway: Bool
  let hasConfirmation: Bool
  let hasWorkers: Bool
  let hasSingletons: Bool
  let hasJobs: Bool
  let hasSecrets: Bool
  let hasCertificates: Bool
  let hasEnvFiles: Bool
}
