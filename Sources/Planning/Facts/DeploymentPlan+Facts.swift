import ManifestModel
import ParallelWork

extension DeploymentPlan {
  /// The facts of every artefact whose facts are known, in the order of the targets.
  package func facts(_ names: ContentNames) -> [ArtefactFacts] {
    // Kubernetes, the last, states most.
    targets.parallelMap(lastFirst: true) { $0.facts(names) }.flatMap(\.self)
      + [EnvironmentFacts.facts(self)]
  }
}

extension TargetPlan {
  fileprivate func facts(_ names: ContentNames) -> [ArtefactFacts] {
    let gateway = gateway.map { GatewayFacts($0, in: self) }
    switch target {
    case .blueGreen:
      return [ComposeFacts.facts(self, names)]
        + (gateway.map { [$0.blueGreenConf(), $0.upstreamConf(.blue), $0.upstreamConf(.green)] }
          ?? [])
        + [ScriptFactList.blueGreen(self, names)]
    case .swarm:
      return [StackFacts.facts(self, names)] + (gateway.map { [$0.swarmConf()] } ?? [])
        + [ScriptFactList.swarm(self)]
    case .kubernetes:
      return KubernetesFacts.files(self) + [ScriptFactList.kubernetes(self)]
    }
  }
}
