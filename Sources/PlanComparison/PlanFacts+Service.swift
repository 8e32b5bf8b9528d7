internal import Diagnostics
internal import ManifestModel
internal import Planning

extension PlanFacts {
  mutating func service(_ service: ServicePlan) {
    turn(to: .service, service.name.value)
    add("role", service.role.rawValue, .replaces, from: service.name.origin)
    image(service.image)
    add(words: "entrypoint", service.entrypoint)
    add(words: "command", service.command)
    for (index, command) in service.release.enumerated() {
      add(words: "release.\(index + 1)", command, .settings)
    }
    add("replicas", service.replicas, .scales)
    ports(service)
    if let health = service.health { self.health("health", health) }
    if let live = service.live, live.origin.reason == nil { health("live", live) }
    values(service)
    add("stop.signal", service.stop.signal)
    add("stop.grace", service.stop.graceSeconds.map { Duration(seconds: $0) })
    if service.stop.pauseSeconds.value > 0 {
      add("stop.pause", service.stop.pauseSeconds.map { Duration(seconds: $0) })
    }
    rolling(service)
    resources(service.resources)
    options(service.options)
    placement(service)
    for name in service.dependsOn {
      add("dependsOn.\(plain(name.value))", "yes", .settings, from: name.origin)
    }
    add("schedule", service.schedule, .settings)
  }

  private mutating func image(_ image: ImagePlan) {
    add("image", image.name)
    if let build = image.build {
      add("build.context", build.context)
      add("build.dockerfile", build.dockerfile)
      for argument in build.args { add("build.args.\(argument.name)", argument.value) }
      add("build.target", build.target)
      for secret in build.secrets { add("build.secrets.\(secret.value)", secret) }
      for name in build.cacheFrom { add("build.cacheFrom.\(name.value)", name, .settings) }
    }
    add(word: "pull", image.pull)
    add("platform", image.platform)
  }

  private mutating func ports(_ service: ServicePlan) {
    add("port", service.port)
    for port in service.ports {
      add(
        "ports.\(port.name)", port.port, plan.target == .kubernetes ? .replaces : .settings)
    }
    for mapping in service.publish {
      let host = mapping.value.hostAddress.map { "\($0):" } ?? ""
      add(
        "publish.\(host)\(mapping.value.hostPort)", "\(mapping.value.containerPort)",
        plan.target == .blueGreen ? .replaces : .settings, from: mapping.origin)
    }
  }

  private mutating func health(_ name: String, _ health: HealthPlan) {
    switch health.probe {
    case .command(let words): add(words: "\(name).command", words)
    case .tcp(let port): add("\(name).tcp", port)
    case .http(let probe):
      add("\(name).path", probe.path)
      if plan.target != .kubernetes { add(word: "\(name).via", probe.via) }
      for header in probe.headers { add("\(name).headers.\(header.name)", header.value) }
    }
    add("\(name).interval", health.interval)
    add("\(name).timeout", health.timeout)
    add("\(name).retries", health.retries)
    add("\(name).start", health.start)
    add("\(name).startInterval", health.startInterval)
  }

  private mutating func values(_ service: ServicePlan) {
    for variable in service.env {
      add(
        "env.\(variable.name)", plain(FactText.text(variable.value)), .replaces,
        from: variable.value.origin)
    }
    add("envFile", service.envFile)
    for use in service.secrets { add("secrets.\(use.variable.value)", use.secret) }
    for use in service.volumes {
      let access = use.readOnly.value ? " (read only)" : ""
      add("volumes.\(use.key.value)", use.path.value + access, .replaces, from: use.path.origin)
    }
    for mount in service.mounts {
      add("mounts.\(mount.source.fromOutput)", mount.path)
    }
    for file in service.files {
      add("files.\(file.name.value)", file.path)
      add(
        "files.\(file.name.value).content", file.shortHash, .replaces, from: file.source.origin)
    }
  }

  private mutating func rolling(_ service: ServicePlan) {
    guard plan.target != .blueGreen, service.role != .job else { return }
    add("rolling.batch", service.rolling.batch, .settings)
    add("rolling.pause", service.rolling.pause, .settings)
    add(word: "rolling.order", service.rolling.order, .settings)
    add(word: "rolling.onFailure", service.rolling.onFailure, .settings)
    add("rolling.monitor", service.rolling.monitor, .settings)
  }

  private mutating func resources(_ resources: ResourcesPlan) {
    add("resources.cpu", resources.cpuLimit.map { $0.map(FactText.cpus) })
    add("resources.memory", resources.memoryLimit)
    add("resources.gpu", resources.gpus)
    add("resources.reserve.cpu", resources.cpuReserve.map { $0.map(FactText.cpus) })
    add("resources.reserve.memory", resources.memoryReserve)
  }

  private mutating func options(_ options: ContainerOptions) {
    add("user", options.user)
    add("workingDir", options.workingDir)
    add("readOnly", options.readOnly)
    for path in options.tmpfs { add("tmpfs.\(path.value)", "yes", .replaces, from: path.origin) }
    for name in options.capAdd { add("capAdd.\(name.value)", "yes", .replaces, from: name.origin) }
    add("shmSize", options.shmSize)
    for host in options.extraHosts { add("extraHosts.\(host.name)", host.value) }
    for label in options.labels { add("labels.\(label.name)", label.value) }
  }

  private mutating func placement(_ service: ServicePlan) {
    guard let placement = service.placement else { return }
    if placement.onManager { add("placement", "manager", .replaces, from: placement.origin) }
    for constraint in placement.constraints {
      add("placement.constraints.\(constraint.label)", constraint.value)
    }
  }

  /// Text without the colour in other services' addresses: the other colour has its own.
  private func plain(_ text: String) -> String {
    guard plan.target == .blueGreen, text.utf8.contains(UInt8(ascii: "-")) else { return text }
    var text = text
    for service in plan.services where service.colour == .blue {
      text = text.replacing(service.address, with: service.name.value)
    }
    return text
  }
}
