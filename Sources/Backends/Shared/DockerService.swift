import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Parts of a service that a Compose file and a Swarm stack state in the same words.
enum DockerService {
  /// `nil` where the image's own stands, or the gateway asks instead.
  static func healthcheck(of service: ServicePlan) -> YAMLTree? {
    if let off = service.noHealth {
      return YAMLTree.map(origin: off.origin) { entry("disable", .boolean(off)) }
    }
    return service.health.flatMap(healthcheck)
  }

  private static func healthcheck(_ health: HealthPlan) -> YAMLTree? {
    guard let words = HealthTest.words(health) else { return nil }
    return YAMLTree.map(origin: health.origin) {
      entry(
        "test",
        .words(
          ["CMD"] + words.map(\.composeText), origin: .joined(words.map(\.origin)) ?? health.origin)
      )
      entry("interval", .duration(health.interval))
      entry("timeout", .duration(health.timeout))
      entry("retries", .integer(health.retries))
      entry("start_period", .duration(health.start))
      entry("start_interval", .duration(health.startInterval))
    }
  }

  /// The gateway's check of itself; a gateway without http has a certificate of another name.
  static func healthcheck(of gateway: GatewayPlan) -> YAMLTree {
    let check = gateway.check
    let url = "\(check.isPlain ? "http" : "https")://127.0.0.1:\(check.port)"
    return YAMLTree.map(origin: gateway.healthPath.origin) {
      entry(
        "test",
        .words(
          [
            "CMD", "curl", "-fksS", "-o", "/dev/null", "--max-time",
            String(check.times.limit.secondsRoundedUp),
            url + gateway.healthPath.value,
          ], origin: gateway.healthPath.origin))
      entry("interval", .text(check.times.interval.description))
      entry("timeout", .text(check.times.timeout.description))
      entry("retries", .integer(check.times.retries))
      entry("start_period", .text(check.times.start.description))
      entry("start_interval", .text(check.times.startInterval.description))
    }
  }

  /// What the container runs, behind the wrapper's words where there is one.
  @YAMLMapBuilder
  static func command(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if let wrapper = service.wrapper {
      entry(
        "entrypoint",
        .words(
          (wrapper.ownWords + (service.entrypoint ?? [])).map(\.composeText),
          origin: wrapper.origin(with: service.entrypoint)))
    } else {
      entry("entrypoint", service.entrypoint.map { YAMLTree.composeWords($0) })
    }
    entry("command", service.command.map { YAMLTree.composeWords($0) })
  }

  /// What passes through to the container as it is.
  @YAMLMapBuilder
  static func options(_ options: ContainerOptions) -> [YAMLTree.Entry] {
    entry("user", options.user.map { YAMLTree.compose($0) })
    entry("hostname", options.hostname.map { YAMLTree.compose($0) })
    entry("init", options.runsInit.map { YAMLTree.boolean($0) })
    entry("tty", options.tty.map { YAMLTree.boolean($0) })
    entry("stdin_open", options.stdinOpen.map { YAMLTree.boolean($0) })
    if !options.ulimits.isEmpty {
      entry(
        "ulimits",
        YAMLTree.map { for limit in options.ulimits { entry(limit.name, ulimit(limit)) } })
    }
    if !options.sysctls.isEmpty {
      entry(
        "sysctls",
        YAMLTree.map { for one in options.sysctls { entry(one.name, .compose(one.value)) } })
    }
    entry("dns", list(options.dns))
    entry("security_opt", list(options.securityOpt))
    entry("privileged", options.privileged.map { YAMLTree.boolean($0) })
    entry("devices", list(options.devices))
    entry("working_dir", options.workingDir.map { YAMLTree.compose($0) })
    entry("read_only", options.readOnly.map { YAMLTree.boolean($0) })
  }

  /// `nil`: the engine's own.
  static func logging(_ plan: LoggingPlan?) -> YAMLTree? {
    guard let plan else { return nil }
    let tree = YAMLTree.map(origin: plan.driver.origin) {
      entry("driver", .compose(plan.driver))
      if !plan.options.isEmpty {
        entry(
          "options",
          YAMLTree.map {
            for option in plan.options { entry(option.name, .compose(option.value)) }
          })
      }
    }
    return plan.isDefault ? tree.onOneLine : tree
  }

  /// The lists of services.
  static func networks(_ names: [Traced<String>]) -> YAMLTree {
    YAMLTree(.words(names.map { .text($0) }), origin: .joined(names.map(\.origin)))
  }

  static func list(_ values: [Traced<String>]) -> YAMLTree? {
    guard !values.isEmpty else { return nil }
    return YAMLTree.list { for value in values { YAMLTree.compose(value) } }
  }

  private static func ulimit(_ limit: UlimitPlan) -> YAMLTree {
    if limit.isOne { return .integer(limit.soft) }
    return YAMLTree.map(origin: limit.soft.origin) {
      entry("soft", .integer(limit.soft))
      entry("hard", .integer(limit.hard))
    }
  }

  /// What runs before the version: its release, or a service that is nothing else.
  @YAMLMapBuilder
  static func release(of service: ServicePlan) -> [YAMLTree.Entry] {
    if service.role == .initial {
      command(service)
    } else {
      release(service.release, wrapper: service.releaseWords)
    }
  }

  /// The release's entrypoint and command, behind the wrapper's words where there are some: one
  /// command is executed directly, several are a script.
  @YAMLMapBuilder
  private static func release(_ commands: [[DeployText]], wrapper: [String]) -> [YAMLTree.Entry] {
    if commands.count == 1, let only = commands.first {
      entry(
        "entrypoint",
        .words(wrapper + only.prefix(1).map(\.composeText), origin: only.first?.origin))
      entry("command", .composeWords(Array(only.dropFirst())))
    } else {
      let script = ReleaseScript(commands)
      entry("entrypoint", .words(wrapper + ["sh", "-ec"]))
      entry(
        "command",
        YAMLTree.list {
          YAMLTree(
            .block(script.composeText), origin: commands.first?.first?.origin,
            supplement: .lineOrigins(script.lineOrigins))
          if !script.arguments.isEmpty {
            YAMLTree.text("sh")
            for argument in script.arguments { YAMLTree.compose(argument) }
          }
        })
    }
  }

  /// Limits and reservations; `nil` where there are none. GPUs are the one part in which the two
  /// kinds of file differ.
  static func resources(
    _ resources: ResourcesPlan, gpus entries: (Traced<Int>) -> YAMLTree.Entry?
  ) -> YAMLTree? {
    let limits = YAMLTree.map {
      entry("cpus", resources.cpuLimit.map { YAMLTree.cpus($0) })
      entry("memory", resources.memoryLimit.map { YAMLTree.dockerSize($0) })
      entry("pids", resources.pidsLimit.map { YAMLTree.integer($0) })
    }
    let reservations = YAMLTree.map {
      entry("cpus", resources.cpuReserve.map { YAMLTree.cpus($0) })
      entry("memory", resources.memoryReserve.map { YAMLTree.dockerSize($0) })
      if let gpus = resources.gpus { entries(gpus) }
    }
    let tree = YAMLTree.map {
      if limits.entries?.isEmpty == false { entry("limits", limits) }
      if reservations.entries?.isEmpty == false { entry("reservations", reservations) }
    }
    return tree.entries?.isEmpty == false ? tree : nil
  }

  /// The definitions of named volumes; `nil` where there are none.
  static func volumes(_ volumes: [VolumePlan]) -> YAMLTree? {
    guard !volumes.isEmpty else { return nil }
    return YAMLTree.map {
      for volume in volumes { entry(volume.name, definition(volume).from(volume.key.origin)) }
    }
  }

  private static func definition(_ volume: VolumePlan) -> YAMLTree {
    let tree = YAMLTree.map {
      entry("name", volume.adoptedName.map { YAMLTree.compose($0) })
      entry("external", volume.isExternal ? .boolean(true) : nil)
      entry("driver", volume.driver.map { YAMLTree.compose($0) })
      if !volume.options.isEmpty {
        entry(
          "driver_opts",
          YAMLTree.map {
            for option in volume.options { entry(option.name, .compose(option.value)) }
          })
      }
    }
    return tree.entries?.isEmpty == true ? .null : tree
  }

  /// The secrets that a service mounts, each once; `nil` where there are none.
  static func secrets(_ service: ServicePlan) -> YAMLTree? {
    guard let first = service.secrets.first else { return nil }
    var seen: Set<String> = []
    let names = service.secrets.map(\.secret.value).filter { seen.insert($0).inserted }
    return .words(names, origin: first.secret.origin)
  }
}
