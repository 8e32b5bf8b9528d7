package import Diagnostics

/// A coloured or a backing service.
package struct Service: Sendable {
  package let name: Located<String>
  package let range: SourceRange
  package let role: Located<Role>?
  package let image: Located<Template>?
  package let build: Build?
  package let port: Located<Int>?
  package let ports: [NamedPort]
  package let scheme: Located<String>?
  package let publish: [Located<PortMapping>]
  package let health: Health?
  /// Kubernetes' liveness probe.
  package let live: Health?
  package let replicas: Located<Int>?
  package let command: Command?
  package let entrypoint: Command?
  package let release: [Command]
  package let env: [EnvironmentVariable]
  package let envFile: Located<String>?
  package let secrets: [SecretUse]
  package let volumes: [VolumeMount]
  package let mounts: [HostMount]
  package let files: [ConfigFile]
  package let resources: Resources?
  package let stop: Stop?
  package let user: Located<String>?
  package let hostname: Located<String>?
  package let workingDir: Located<String>?
  package let readOnly: Located<Bool>?
  package let tmpfs: [Located<String>]
  package let capAdd: [Located<String>]
  package let shmSize: Located<ByteSize>?
  package let extraHosts: [ExtraHost]
  package let pull: Located<PullPolicy>?
  package let platform: Located<String>?
  package let labels: [Label]
  package let placement: Placement?
  package let dependsOn: [Located<String>]
  /// What the service says differently from the project's strategy.
  package let strategy: Strategy
  /// A cron expression; only a job has one.
  package let schedule: Located<String>?

  package enum Role: String, Sendable, CaseIterable {
    case web
    case worker
    case singleton
    case job
  }

  package enum PullPolicy: String, Sendable, CaseIterable {
    case always
    case missing
    case never
  }
}

/// A further container port.
package struct NamedPort: Sendable {
  package let name: Located<String>
  package let port: Located<Int>
}

/// `[HOST_IP:]HOST:CONTAINER`.
package struct PortMapping: Sendable, Hashable {
  package let hostAddress: String?
  package let hostPort: Int
  package let containerPort: Int
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
  package let source: Located<String>
  package let path: Located<String>
  package let readOnly: Located<Bool>?
  /// Whether two versions may write it at once.
  package let access: Located<Volume.Access>?
}

/// A small file that travels with the deployment.
package struct ConfigFile: Sendable {
  package let name: Located<String>
  package let path: Located<String>
  /// Where its text comes from, relative to the manifest.
  package let source: Located<String>
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

extension Service {
  /// The role that is given, or what the port says; a coloured service's.
  package var effectiveRole: Role {
    role?.value ?? (port == nil ? .worker : .web)
  }
}
