import ContentHashing
import Diagnostics
import ManifestModel

extension TargetPlanner {
  func servicePlan(
    _ service: Service, colour: Colour?, isBacking: Bool, into log: inout DiagnosticLog
  ) -> ServicePlan {
    let name = service.name.value
    let role = role(of: service, isBacking: isBacking)
    let address = colour.map { "\(name)-\($0.rawValue)" } ?? name
    let replicas =
      service.replicas.map(Traced.init)
      ?? Traced(1, from: Origin(service.range, reason: "default: one instance"))
    let stop = stopPlan(service, role: role)
    let shared = shared.of(service)
    let health = healthPlan(of: service, colour: colour, into: &log)
    let entrypoint = service.entrypoint.map { words($0, colour: colour, into: &log) }
    let command = service.command.map { words($0, colour: colour, into: &log) }
    let secrets = service.secrets.map { use in
      SecretUsePlan(
        variable: Traced(use.variable), secret: Traced(use.secret),
        isPath: use.variable.value.hasSuffix("_FILE"))
    }
    return ServicePlan(
      name: Traced(service.name),
      address: address,
      colour: colour,
      role: role,
      range: service.range,
      image: imagePlan(service, colour: colour, into: &log),
      containerName: replicas.value == 1 ? "\(project.prefix.value)-\(address)" : nil,
      replicas: replicas,
      port: service.port.map(Traced.init),
      ports: service.ports.map { NamedPortPlan(name: $0.name.value, port: Traced($0.port)) },
      publish: service.publish.map(publishPlan),
      health: health,
      noHealth: service.noHealth.map { Traced(true, from: Origin($0)) },
      startup: health == nil ? nil : times.of(service).startup,
      live: livePlan(service, role: role, health: health, colour: colour, into: &log),
      entrypoint: entrypoint,
      command: command,
      release: service.release.map { words($0, colour: colour, into: &log) },
      wrapper: wrapperPlan(
        service, stop: stop, secrets: secrets, words: (entrypoint ?? []) + (command ?? [])),
      env: service.env.map {
        EnvironmentPlan(
          name: $0.name.value, value: text($0.value, colour: colour, into: &log))
      },
      envFiles: service.envFiles.map { file in
        EnvFilePlan(
          path: hostPath(file.path),
          isOptional: file.required.map { Traced($0.map(!)) }
            ?? Traced(false, from: Origin(file.path.range, reason: "default")))
      },
      secrets: secrets,
      volumes: service.volumes.map { volumeUse($0, colour: colour) },
      mounts: service.mounts.map { mount in
        HostMountPlan(
          source: hostPath(mount.source.map { _ in mount.template }), path: Traced(mount.path),
          readOnly: mount.readOnly.map(Traced.init)
            ?? Traced(false, from: Origin(mount.path.range, reason: "default")),
          selinux: mount.selinux.map(Traced.init))
      },
      files: service.files.map { filePlan($0, into: &log) },
      stop: stop,
      rolling: rollingPlan(service),
      resources: resourcesPlan(
        service.resources, pids: service.pidsLimit, at: service.name.range),
      options: containerOptions(service, role: role, colour: colour, into: &log),
      restart: restartPlan(service),
      logging: loggingPlan(service.logging, of: [name, address], at: service.range, into: &log),
      placement: service.placement.map { placement in
        PlacementPlan(
          onManager: placement.onManager,
          constraints: placement.constraints.map {
            ($0.name.value, Traced($0.value.value.literalText ?? "", from: Origin($0.value.range)))
          },
          origin: Origin(placement.range))
      },
      networks: networks(service.networks),
      dependsOn: dependencies(of: service, colour: colour),
      schedule: service.schedule.map(Traced.init),
      timeZone: timeZone(of: service, role: role),
      writtenTexts: shared.writtenTexts)
  }

  func role(of service: Service, isBacking: Bool) -> ServicePlan.Role {
    if isBacking { return .backing }
    switch service.role?.value {
    case .web?: return .web
    case .worker?: return .worker
    case .singleton?: return .singleton
    case .job?: return .job
    case .initial?: return .initial
    case nil: return service.port == nil ? .worker : .web
    }
  }

  private func words(
    _ command: Command, colour: Colour?, into log: inout DiagnosticLog
  ) -> [DeployText] {
    command.words.map { text($0, colour: colour, into: &log) }
  }

  private func publishPlan(_ mapping: Located<PortMapping>) -> PublishPlan {
    let origin = Origin(mapping.range)
    return PublishPlan(
      address: mapping.value.hostAddress.map { DeployText(literalPieces($0), from: origin) },
      port: DeployText(literalPieces(mapping.value.hostPort), from: origin),
      containerPort: mapping.value.containerPort, isUDP: mapping.value.isUDP, origin: origin)
  }

  private func filePlan(_ file: ConfigFile, into log: inout DiagnosticLog) -> FilePlan {
    let bytes = input.readFile(file.source.value)
    if bytes == nil {
      log.error(
        PlanningCodes.unreadableFile, at: file.source.range,
        "the file '\(file.source.value)' can't be read",
        help: "paths are relative to the manifest")
    }
    return FilePlan(
      name: Traced(file.name), path: Traced(file.path), source: hostPath(file.source),
      bytes: bytes ?? [], shortHash: ContentHash(of: bytes ?? []).short)
  }
}

extension ServiceKeys {
  /// All text that is no reference, of the environment and of the commands.
  var writtenTexts: [String] {
    var texts: [String] = []
    for variable in env { texts += variable.value.value.writtenTexts }
    for command in [entrypoint, command].compactMap({ $0 }) + release {
      for word in command.words { texts += word.value.writtenTexts }
    }
    for health in [health, live] {
      for word in health?.words ?? [] { texts += word.value.writtenTexts }
    }
    return texts
  }
}

extension Template {
  fileprivate var writtenTexts: [String] {
    segments.compactMap { segment in
      switch segment {
      case .literal(let text): text
      case .variable(_, let fallback): fallback.writtenText
      case .reference: nil
      }
    }
  }
}
