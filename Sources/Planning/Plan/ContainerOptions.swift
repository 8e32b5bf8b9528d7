package import Diagnostics
package import ManifestModel

/// What passes through to the container as it is.
package struct ContainerOptions: Sendable {
  package let user: Traced<String>?
  /// `nil` where the target names its containers itself.
  package let hostname: Traced<String>?
  /// `nil` on Kubernetes, as all that it does not support.
  package let runsInit: Traced<Bool>?
  package let tty: Traced<Bool>?
  package let stdinOpen: Traced<Bool>?
  package let ulimits: [UlimitPlan]
  /// Compose only, as devices.
  package let securityOpt: [Traced<String>]
  package let privileged: Traced<Bool>?
  package let devices: [Traced<String>]
  package let sysctls: [SysctlPlan]
  package let dns: [Traced<String>]
  package let workingDir: Traced<String>?
  package let readOnly: Traced<Bool>?
  package let tmpfs: [MemoryFolderPlan]
  package let capAdd: [Traced<String>]
  package let shmSize: Traced<ByteSize>?
  package let extraHosts: [EnvironmentPlan]
  package let labels: [EnvironmentPlan]
  /// Kubernetes only, as the two after it.
  package let tolerations: [TolerationPlan]
  package let priorityClass: Traced<String>?
  package let serviceAccount: Traced<String>?
}

package struct TolerationPlan: Sendable {
  package let key: Traced<String>
  package let value: Traced<String>?
  package let effect: Traced<Toleration.Effect>?
}

package struct MemoryFolderPlan: Sendable {
  package let path: Traced<String>
  package let size: Traced<ByteSize>?
}

extension RestartPolicy {
  /// Swarm's word for it.
  package var condition: String {
    switch self {
    case .no: "none"
    case .always, .unlessStopped: "any"
    case .onFailure: "on-failure"
    }
  }

  /// How often; `nil` without end.
  package var attempts: Int? { if case .onFailure(let count) = self { count } else { nil } }
}

package struct SysctlPlan: Sendable {
  package let name: String
  package let value: Traced<String>
  /// Whether every node of a cluster lets a pod set it.
  package let isSafe: Bool
}

package struct UlimitPlan: Sendable {
  package let name: String
  package let soft: Traced<Int>
  package let hard: Traced<Int>
  /// Whether one number stands for both.
  package let isOne: Bool
}
