import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// What passes through to a container; what the target does not support is `nil`.
  func containerOptions(
    _ service: Service, role: ServicePlan.Role, colour: Colour?, into log: inout DiagnosticLog
  ) -> ContainerOptions {
    let isDocker = target != .kubernetes
    let docker = isDocker ? service : nil
    let compose = target == .blueGreen ? service : nil
    let kubernetes = isDocker ? nil : service
    let ulimits = (docker?.ulimits ?? []).map(UlimitPlan.init)
    let sysctls = service.sysctls.map {
      SysctlPlan(name: $0.name.value, value: Traced($0.value), isSafe: $0.isSafe)
    }
    return ContainerOptions(
      user: service.user.map(Traced.init),
      // A StatefulSet's controller writes its own into the pod.
      hostname: !isDocker && role == .backing ? nil : service.hostname.map(Traced.init),
      runsInit: docker.flatMap { initPlan($0, role: role) },
      tty: service.tty.map(Traced.init),
      stdinOpen: service.stdinOpen.map(Traced.init),
      ulimits: ulimits,
      securityOpt: (compose?.securityOpt ?? []).map(Traced.init),
      privileged: target == .swarm ? nil : service.privileged.map(Traced.init),
      devices: (compose?.devices ?? []).map(Traced.init),
      sysctls: sysctls,
      dns: (docker?.dns ?? []).map(Traced.init),
      workingDir: service.workingDir.map(Traced.init),
      readOnly: service.readOnly.map(Traced.init),
      tmpfs: service.tmpfs.map {
        MemoryFolderPlan(path: Traced($0.path), size: $0.size.map(Traced.init))
      },
      capAdd: service.capAdd.map(Traced.init),
      shmSize: service.shmSize.map(Traced.init),
      extraHosts: service.extraHosts.map {
        EnvironmentPlan(
          name: $0.name.value, value: text($0.address, colour: colour, into: &log))
      },
      labels: service.labels.map {
        EnvironmentPlan(name: $0.name.value, value: text($0.value, colour: colour, into: &log))
      },
      tolerations: (kubernetes?.tolerations ?? []).map {
        TolerationPlan(
          key: Traced($0.key), value: $0.value.map(Traced.init), effect: $0.effect.map(Traced.init))
      },
      priorityClass: kubernetes?.priorityClass.map(Traced.init),
      serviceAccount: kubernetes?.serviceAccount.map(Traced.init))
  }
}

extension TargetPlanner {
  /// The kernel hands PID 1 no signal that it has no handler for, so a worker without one would be
  /// killed at the end of its grace period; behind an init it is not PID 1. A server brings its own
  /// handler. <https://man7.org/linux/man-pages/man2/kill.2.html#NOTES>
  private func initPlan(_ service: Service, role: ServicePlan.Role) -> Traced<Bool>? {
    if let given = service.runsInit { return Traced(given) }
    guard role == .worker || role == .singleton, service.port == nil, service.entrypoint == nil,
      let words = service.command?.words, let first = words.first,
      let program = first.value.literalText?.split(separator: "/").last
    else { return nil }
    let isPython = program == "python" || program == "python3"
    guard
      ["node", "npm"].contains(program)
        || isPython && words.dropFirst().first?.value.literalText == "-m"
    else { return nil }
    return Traced(
      true, from: Origin(first.range, reason: "default: as PID 1 it would hear no stop signal"))
  }

  /// Without one a CronJob goes by the control plane's own.
  func timeZone(of service: Service, role: ServicePlan.Role) -> Traced<String>? {
    guard target == .kubernetes, role == .job else { return nil }
    return service.timeZone.map(Traced.init)
      ?? Traced("Etc/UTC", from: Origin(service.range, reason: "default: Etc/UTC"))
  }

  /// A colour that is stopped stays so after the host has started anew: never `always`.
  func restartPlan(_ service: Service) -> Traced<RestartPolicy>? {
    guard target != .kubernetes else { return nil }
    return service.restart.map(Traced.init)
      ?? Traced(
        .unlessStopped,
        from: Origin(service.range, reason: "default: a version that was stopped stays so"))
  }
}

extension UlimitPlan {
  fileprivate init(_ limit: Ulimit) {
    self.init(
      name: limit.name.value, soft: Traced(limit.soft), hard: Traced(limit.hard), isOne: limit.isOne
    )
  }
}
