package import ManifestModel

extension DeploymentPlan {
  package var hasPatches: Bool { targets.contains { !$0.patches.isEmpty } }

  /// The same plan with some of its patches.
  package func keepingPatches(
    _ isKept: (_ target: Target, _ patch: PatchPlan) -> Bool
  ) -> DeploymentPlan {
    DeploymentPlan(
      project: project,
      targets: targets.map { target in
        target.with(target.patches.filter { isKept(target.target, $0) })
      })
  }
}
