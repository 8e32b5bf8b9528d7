package import Diagnostics

/// A coloured or a backing service: all of its keys, each read as if it stood here.
///
/// An object, since its keys are two thousand bytes with a hundred references, and every walk over
/// services would copy them. It is public, as `Located` is: so `service.port` is a load, where a
/// `package` type's key path would be walked. A key path as a value (`map(\.port)`) still is.
@dynamicMemberLookup
public final class Service: Sendable {
  @usableFromInline package let keys: ServiceKeys

  package init(_ keys: ServiceKeys) { self.keys = keys }

  /// One of its keys.
  @inlinable public subscript<Value>(dynamicMember key: KeyPath<ServiceKeys, Value>) -> Value {
    keys[keyPath: key]
  }

  package enum Role: String, Sendable, CaseIterable {
    case web
    case worker
    case singleton
    case job
    /// Ends with 0 before what names it starts.
    case initial = "init"
  }

  package enum PullPolicy: String, Sendable, CaseIterable {
    case always
    case missing
    case never
  }
}

/// What is written of a service.
public struct ServiceKeys: Sendable {
  package var name: Located<String>
  package let range: SourceRange
  package let role: Located<Service.Role>?
  package let image: Located<Template>?
  package let build: Build?
  package let port: Located<Int>?
  package let ports: [NamedPort]
  package let scheme: Located<String>?
  package let publish: [Located<PortMapping>]
  package let health: Health?
  /// The place of `health: none`.
  package let noHealth: SourceRange?
  /// Kubernetes' liveness probe.
  package let live: Health?
  package let replicas: Located<Int>?
  package let command: Command?
  package let entrypoint: Command?
  package let release: [Command]
  package let env: [EnvironmentVariable]
  package let envFiles: [EnvFile]
  package let secrets: [SecretUse]
  package let volumes: [VolumeMount]
  package let mounts: [HostMount]
  package let files: [ConfigFile]
  package let resources: Resources?
  package let stop: Stop?
  package let user: Located<String>?
  package let hostname: Located<String>?
  /// `init`: whether a small init is PID 1.
  package let runsInit: Located<Bool>?
  package let tty: Located<Bool>?
  package let stdinOpen: Located<Bool>?
  package let ulimits: [Ulimit]
  package let pidsLimit: Located<Int>?
  package let securityOpt: [Located<String>]
  package let privileged: Located<Bool>?
  package let devices: [Located<String>]
  package let sysctls: [Sysctl]
  package let dns: [Located<String>]
  package let restart: Located<RestartPolicy>?
  package let logging: Logging?
  package let workingDir: Located<String>?
  package let readOnly: Located<Bool>?
  package let tmpfs: [MemoryFolder]
  package let capAdd: [Located<String>]
  package let shmSize: Located<ByteSize>?
  package let extraHosts: [ExtraHost]
  package let pull: Located<Service.PullPolicy>?
  package let platform: Located<String>?
  package let labels: [Label]
  package let placement: Placement?
  package let tolerations: [Toleration]
  package let priorityClass: Located<String>?
  package let serviceAccount: Located<String>?
  package let networks: [Located<String>]
  package var dependsOn: [Located<String>]
  /// What the service says differently from the project's strategy.
  package let strategy: Strategy
  /// A cron expression; only a job has one.
  package let schedule: Located<String>?
  package let timeZone: Located<String>?
}

/// A further container port.
package struct NamedPort: Sendable {
  package let name: Located<String>
  package let port: Located<Int>
}

/// `[HOST_IP:]HOST:CONTAINER[/udp]`; a variable may be the whole of the first two.
package struct PortMapping: Sendable, Hashable {
  package let hostAddress: Template?
  package let hostPort: Template
  package let containerPort: Int
  package let isUDP: Bool
}

/// How an image is built from a directory.
package struct Build: Sendable {
  package let range: SourceRange
  package let context: Located<String>
  package let dockerfile: Located<String>?
  package let args: [EnvironmentVariable]
  package let target: Located<String>?
  /// Build secrets: name and the declared secret that gives it.
  package let secrets: [Located<String>]
  package let cacheFrom: [Located<String>]
}

/// A name with a text that may hold references and deploy-time variables.
package struct EnvironmentVariable: Sendable {
  package let name: Located<String>
  package let value: Located<Template>
}

package struct Label: Sendable {
  package let name: Located<String>
  package let value: Located<Template>
}

/// A file of variables of the machine that deploys.
package struct EnvFile: Sendable {
  package let path: Located<String>
  package let required: Located<Bool>?
}

/// A secret that a service gets under the name of a variable.
package struct SecretUse: Sendable {
  package let variable: Located<String>
  package let secret: Located<String>
}

package struct VolumeMount: Sendable {
  package let volume: Located<String>
  package let path: Located<String>
  package let readOnly: Located<Bool>?
}

/// A path of the host that a container sees.
package struct HostMount: Sendable {
  /// As it is written, and as it is meant.
  package let source: Located<String>
  package let template: Template
  package let path: Located<String>
  package let readOnly: Located<Bool>?
  /// Whether two versions may write it at once.
  package let access: Located<Volume.Access>?
  package let selinux: Located<Label>?

  /// What the engine labels the folder with.
  package enum Label: String, Sendable, CaseIterable {
    case shared
    case `private`
  }
}

/// A folder in memory.
package struct MemoryFolder: Sendable {
  package let path: Located<String>
  /// `nil`: as much as the engine gives, half of the host's memory.
  package let size: Located<ByteSize>?
}

/// A small file that travels with the deployment.
package struct ConfigFile: Sendable {
  package let name: Located<String>
  package let path: Located<String>
  /// Where its text comes from, relative to the manifest.
  package let source: Located<String>
}

/// A limit of the kernel for the processes of a container; `-1` is none.
package struct Ulimit: Sendable {
  package let name: Located<String>
  package let soft: Located<Int>
  package let hard: Located<Int>
  /// Whether one number stands for both.
  package let isOne: Bool
}

/// A setting of the kernel.
/// A taint of a node that does not keep pods away.
package struct Toleration: Sendable {
  package enum Effect: String, Sendable, CaseIterable {
    case noSchedule = "NoSchedule"
    case preferNoSchedule = "PreferNoSchedule"
    case noExecute = "NoExecute"
  }

  package let key: Located<String>
  package let value: Located<String>?
  package let effect: Located<Effect>?
}

package struct Sysctl: Sendable {
  package let name: Located<String>
  package let value: Located<String>

  /// What a container's own network keeps apart, and a node lets every pod set.
  /// <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/>
  package var isSafe: Bool {
    [
      "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
      "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
      "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    ].contains(name.value)
  }
}

/// Where the lines of a container go.
package struct Logging: Sendable {
  package let range: SourceRange
  /// `engine`: what the engine does by itself.
  package let isEngines: Bool
  package let driver: Located<String>?
  package let options: [Label]
}

package struct ExtraHost: Sendable {
  package let name: Located<String>
  package let address: Located<Template>
}

/// `manager`, or labels that a node must have.
package struct Placement: Sendable {
  package let range: SourceRange
  package let onManager: Bool
  package let constraints: [Label]
}

package struct Stop: Sendable {
  package let signal: Located<String>?
  package let grace: Located<Duration>?
}

/// Limits, and what is reserved.
package struct Resources: Sendable {
  package let range: SourceRange
  /// Thousandths of a CPU.
  package let cpu: Located<Int>?
  package let memory: Located<ByteSize>?
  package let gpu: Located<Int>?
  package let reserve: Reserve?

  package struct Reserve: Sendable {
    package let cpu: Located<Int>?
    package let memory: Located<ByteSize>?
  }
}

extension ServiceKeys {
  /// The role that is given, or what the port says; a coloured service's.
  package var effectiveRole: Service.Role {
    role?.value ?? (port == nil ? .worker : .web)
  }
}
