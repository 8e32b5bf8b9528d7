import ManifestModel

extension DeploymentPlan {
  /// The facts of every artefact whose facts are known, in the order of the targets.
  package func facts(_ names: ContentNames) -> [ArtefactFacts] {
    targets.flatMap { target in
      switch target.target {
      case .blueGreen: target.blueGreenFacts(names)
      case .swarm, .kubernetes: [ArtefactFacts]()
      }
    }
  }
}

extension TargetPlan {
  fileprivate func blueGreenFacts(_ names: ContentNames) -> [ArtefactFacts] {
    [ComposeFacts.facts(self, names)]
  }
}
