package import Diagnostics
package import ManifestModel

/// How often Kubernetes asks a pod that starts until it gives it up.
package struct StartupPlan: Sendable {
  package let stepSeconds: Int
  package let failures: Traced<Int>
  /// The time that a first initialisation gets, whatever the check says: backing services have one.
  package let leastSeconds: Int?
}

extension Duration {
  /// Whole seconds, rounded up, at least one: what a probe of Kubernetes can say.
  package var probeSeconds: Int { max(1, secondsRoundedUp) }
}
