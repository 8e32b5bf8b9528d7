package import Diagnostics
package import ManifestModel

/// One service as one target runs it; under blue-green, one colour of it.
package final class ServicePlan: Sendable {
  /// The manifest's name: `django`.
  package let name: Traced<String>
  /// The name that others reach it by: `django-blue` under blue-green, else `name`.
  package let address: String
  /// `nil` for backing services and outside blue-green.
  package let colour: Colour?
  package let role: Role
  package let range: SourceRange

  package let image: ImagePlan
  /// Where there is one instance: `PREFIX-SERVICE[-COLOUR]`.
  package let containerName: String?
  package let replicas: Traced<Int>
  package let port: Traced<Int>?
  package let ports: [NamedPortPlan]
  package let publish: [PublishPlan]

  package let health: HealthPlan?
  /// `true`: the image's own check is off too.
  package let noHealth: Traced<Bool>?
  /// Kubernetes only, where there is a check: how long it may take until the first success.
  package let startup: StartupPlan?
  /// Kubernetes only; with a health, a TCP connect to `port` where the manifest says nothing.
  package let live: HealthPlan?

  package let entrypoint: [DeployText]?
  package let command: [DeployText]?
  package let release: [[DeployText]]
  /// The wrapper in front of `entrypoint` + `command`; `nil` where it is not needed.
  package let wrapper: WrapperPlan?

  package let env: [EnvironmentPlan]
  package let envFiles: [EnvFilePlan]
  package let secrets: [SecretUsePlan]
  package let volumes: [VolumeUsePlan]
  package let mounts: [HostMountPlan]
  package let files: [FilePlan]

  package let stop: StopPlan
  package let rolling: RollingPlan
  package let resources: ResourcesPlan
  package let options: ContainerOptions
  /// `nil` on Kubernetes.
  package let restart: Traced<RestartPolicy>?
  /// `nil`: the engine's own, also where a patch says it; and on Kubernetes.
  package let logging: LoggingPlan?
  package let placement: PlacementPlan?
  /// As files call them.
  package let networks: [Traced<String>]
  /// Names of services that have to be up first, as this colour names them: listed ones, and
  /// backing services that references name.
  package let dependsOn: [Traced<String>]
  /// A job's cron expression.
  package let schedule: Traced<String>?
  /// Of a job on Kubernetes.
  package let timeZone: Traced<String>?
  /// What the manifest itself writes into the environment and the commands: all of their text that
  /// is no reference.
  package let writtenTexts: [String]

  init(
    name: Traced<String>, address: String, colour: Colour?, role: Role, range: SourceRange,
    image: ImagePlan, containerName: String?, replicas: Traced<Int>, port: Traced<Int>?,
    ports: [NamedPortPlan], publish: [PublishPlan], health: HealthPlan?,
    noHealth: Traced<Bool>?, startup: StartupPlan?, live: HealthPlan?, entrypoint: [DeployText]?,
    command: [DeployText]?,
    release: [[DeployText]], wrapper: WrapperPlan?, env: [EnvironmentPlan],
    envFiles: [EnvFilePlan], secrets: [SecretUsePlan], volumes: [VolumeUsePlan],
    mounts: [HostMountPlan], files: [FilePlan],
    stop: StopPlan, rolling: RollingPlan, resources: ResourcesPlan, options: ContainerOptions,
    restart: Traced<RestartPolicy>?, logging: LoggingPlan?, placement: PlacementPlan?,
    networks: [Traced<String>], dependsOn: [Traced<String>], schedule: Traced<String>?,
    timeZone: Traced<String>?,
    writtenTexts: [String]
  ) {
    self.name = name
    self.address = address
    self.colour = colour
    self.role = role
    self.range = range
    self.image = image
    self.containerName = containerName
    self.replicas = replicas
    self.port = port
    self.ports = ports
    self.publish = publish
    self.health = health
    self.noHealth = noHealth
    self.startup = startup
    self.live = live
    self.entrypoint = entrypoint
    self.command = command
    self.release = release
    self.wrapper = wrapper
    self.env = env
    self.envFiles = envFiles
    self.secrets = secrets
    self.volumes = volumes
    self.mounts = mounts
    self.files = files
    self.stop = stop
    self.rolling = rolling
    self.resources = resources
    self.options = options
    self.restart = restart
    self.logging = logging
    self.placement = placement
    self.networks = networks
    self.dependsOn = dependsOn
    self.schedule = schedule
    self.timeZone = timeZone
    self.writtenTexts = writtenTexts
  }

  package enum Role: String, Sendable {
    case web
    case worker
    case singleton
    case job
    case initial
    case backing
  }
}

package struct NamedPortPlan: Sendable {
  package let name: String
  package let port: Traced<Int>
}

/// A port of the host that leads to one of the container.
package struct PublishPlan: Sendable {
  /// `nil`: every address.
  package let address: DeployText?
  package let port: DeployText
  package let containerPort: Int
  package let isUDP: Bool
  package let origin: Origin
}

package struct EnvironmentPlan: Sendable {
  package let name: String
  package let value: DeployText
}

/// A file of variables that a container is given.
package struct EnvFilePlan: Sendable {
  package let path: HostPath
  /// Whether it is no fault that there is none.
  package let isOptional: Traced<Bool>
}

/// An image's full name, and how it comes to be.
package struct ImagePlan: Sendable {
  package let name: DeployText
  package let build: BuildPlan?
  /// Whether it goes to `registry` after it was built.
  package let isPushed: Bool
  package let pull: Traced<Service.PullPolicy>?
  package let platform: Traced<String>?
}

package struct BuildPlan: Sendable {
  package let context: HostPath
  /// Relative to the context.
  package let dockerfile: Traced<String>?
  package let args: [EnvironmentPlan]
  package let target: Traced<String>?
  package let secrets: [Traced<String>]
  package let cacheFrom: [Traced<String>]
  package let origin: Origin
}

/// zdc's entrypoint: exports secrets as variables, and delays the stop signal.
package struct WrapperPlan: Sendable {
  /// Zero where it only exports secrets.
  package let pauseSeconds: Traced<Int>
  /// Variable, and the mounted file that has its value.
  package let exports: [Export]
  /// What the image itself says comes first, as the script reads it at deployment; `nil` where the
  /// manifest names the entrypoint, which drops all that the image says.
  package let image: DeployText?
  /// The full command behind it: `entrypoint` + `command`.
  package let words: [DeployText]

  package struct Export: Sendable {
    package let variable: Traced<String>
    package let path: String
  }
}

/// How a process is asked to end.
package struct StopPlan: Sendable {
  package let signal: Traced<String>
  /// From the signal to the kill; includes the pause.
  package let graceSeconds: Traced<Int>
  /// How long the signal is held back (Swarm's wrapper, Kubernetes' preStop); 0 under Compose,
  /// where the order of steps drains.
  package let pauseSeconds: Traced<Int>
}

/// A service's rolling update, its own overrides merged.
package struct RollingPlan: Sendable {
  package let batch: Traced<Int>
  package let pause: Traced<Duration>
  package let order: Traced<Strategy.Order>
  package let onFailure: Traced<Strategy.FailureAction>
  package let monitor: Traced<Duration>
  /// How long a new pod has to stay ready before the next one's turn.
  package let readySeconds: Traced<Int>
  /// How long one batch may stand still until the cluster calls the rollout failed.
  package let progressSeconds: Traced<Int>
  /// What that time is the sum of.
  package let progressTerms: [TimeTerm]
  /// How long a script waits for the whole update before it gives up.
  package let updateSeconds: Traced<Int>
}

package struct ResourcesPlan: Sendable {
  /// Thousandths of a CPU.
  package let cpuLimit: Traced<Int>?
  package let memoryLimit: Traced<ByteSize>?
  package let gpus: Traced<Int>?
  /// Processes and threads; `nil` on Kubernetes.
  package let pidsLimit: Traced<Int>?
  package let cpuReserve: Traced<Int>?
  package let memoryReserve: Traced<ByteSize>?
  /// What Kubernetes is asked for: the reservation; without one a small default, so that the pod is
  /// not the first to be evicted. `nil` where the limit speaks for it. A limit is never made up.
  package let cpuRequest: Traced<Int>?
  package let memoryRequest: Traced<ByteSize>?
}

package struct PlacementPlan: Sendable {
  package let onManager: Bool
  package let constraints: [(label: String, value: Traced<String>)]
  package let origin: Origin
}

extension ResourcesPlan {
  package var requestsAreDefaults: Bool { cpuReserve == nil && memoryReserve == nil }
}

extension StopPlan {
  /// `nil` where the image's own is left: an image states its signal (nginx QUIT, postgres INT).
  package var givenSignal: Traced<String>? { signal.origin.reason == nil ? signal : nil }

  /// From the signal that the process gets to the kill.
  package var afterPauseSeconds: Int { graceSeconds.value - pauseSeconds.value }

  /// The same of a container that a probe condemned: it is dead and need not wait out the pause.
  package var condemnedSeconds: Int { max(1, afterPauseSeconds) }
}

extension ServicePlan {
  /// Whether it is a container that stays, on Docker's targets.
  package var isKept: Bool { role != .job && role != .initial }

  /// Whether a target has it beyond a deployment: a job is Kubernetes' alone.
  package func isDeployed(on target: Target) -> Bool {
    isKept || role == .job && target == .kubernetes
  }

  package var envFilesOrigin: Origin? { .joined(envFiles.map(\.path.origin)) }

  /// Whether Kubernetes has a Service for it.
  package var isReachable: Bool {
    role == .backing || isKept && (port != nil || !ports.isEmpty)
  }

  /// Whether its pods are spread over nodes.
  package var isSpread: Bool { role == .web || role == .worker && replicas.value > 1 }

  /// Whether its port is asked from inside the container, by what the image has.
  package var isAskedAtPort: Bool {
    if case .tcp? = health?.probe { true } else { false }
  }
}
