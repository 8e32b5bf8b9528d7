internal import Diagnostics
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

extension TargetPlan {
  /// Whether a patch says more of how a service is built: there has to be a map for it then.
  package func patchesBuild(of service: ServicePlan) -> Bool {
    patches.contains { patch in
      [service.name.value, service.address].contains { name in
        if case .map? = patch.tree.entry("services")?.entry(name)?.entry("build") {
          true
        } else {
          false
        }
      }
    }
  }
}

extension PatchTree {
  fileprivate func entry(_ name: String) -> PatchTree? {
    guard case .map(let entries, _) = self else { return nil }
    return entries.first { $0.key.value == name }?.value
  }
}
