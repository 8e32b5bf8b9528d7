import Diagnostics
import ManifestModel

/// What `docker-compose.swarm.yml` must state.
struct StackFacts {
  static let path = "docker/docker-compose.swarm.yml"

  let plan: TargetPlan
  let names: ContentNames
  var list = FactList(about: FactSubject(.project, ""))

  private init(_ plan: TargetPlan, _ names: ContentNames) {
    self.plan = plan
    self.names = names
  }

  static func facts(_ plan: TargetPlan, _ names: ContentNames) -> ArtefactFacts {
    var facts = StackFacts(plan, names)
    if let gateway = plan.gateway { facts.gatewayService(gateway) }
    for service in plan.services where service.role != .job {
      if !service.release.isEmpty { facts.release(service) }
      facts.service(service)
    }
    for service in plan.backing { facts.service(service) }
    let network = plan.project.network
    facts.list.turn(to: .network, network.value)
    facts.list.add(.name, network)
    facts.list.add(.driver, "overlay", from: network.origin)
    facts.list.add(.attachable, "true", from: network.origin)
    facts.list.addVolumes(plan.volumes)
    facts.configs()
    facts.secrets()
    return ArtefactFacts(path: path, target: .swarm, facts: facts.list.facts)
  }

  // MARK: Services

  private mutating func service(_ service: ServicePlan) {
    list.turn(to: .service, service.address)
    list.add(.image, service.image.name)
    list.addProcess(service)
    list.addEnvironment(service, envFileFormat: nil)
    ports(service)
    list.add(health: service.health)
    list.addStop(service)
    labels(service.name, role: service.role.rawValue, service.options.labels)
    mounts(service, withWrapper: service.wrapper != nil)
    network()
    options(service)
    deploy(service)
  }

  private mutating func release(_ service: ServicePlan) {
    let exports = service.wrapper?.exports ?? []
    let origin = service.release.first?.first?.origin ?? service.name.origin
    list.turn(to: .service, "\(service.name.value)-release")
    list.add(.image, service.image.name)
    list.add(
      release: service.release,
      wrapper: exports.isEmpty ? [] : WrapperPlan.words(exports: exports, pause: 0), of: service)
    list.addEnvironment(service, envFileFormat: nil)
    list.add(.healthOff, "true", from: origin)
    labels(service.name, role: "release", [])
    mounts(service, withWrapper: !exports.isEmpty)
    network()
    options(service)
    list.add(.mode, "replicated-job", from: origin)
    list.add(.replicas, "1", from: origin)
    deploymentLabel(origin)
    placement(constraints(of: service))
    resources(service)
    list.add(.restartCondition, "on-failure", from: origin)
    list.add(.restartDelay, "30s", from: origin)
    list.add(.restartAttempts, "5", from: origin)
  }

  private mutating func ports(_ service: ServicePlan) {
    let isDirect = plan.swarm.endpointMode.value == .dnsrr
    let mode = isDirect ? "host" : plan.swarm.publish.value.rawValue
    for (index, mapping) in service.publish.enumerated() {
      let container = mapping.map { String($0.containerPort) }
      port(index, container: container, host: mapping.map(\.hostPort), mode: mode)
    }
  }

  mutating func port(_ index: Int, container: Traced<String>, host: Traced<Int>, mode: String) {
    list.add(.publishedTarget, index: index, text: container)
    list.add(.publishedPort, index: index, String(host.value), from: host.origin)
    list.add(.publishedProtocol, index: index, "tcp", from: host.origin)
    list.add(.publishedMode, index: index, mode, from: plan.swarm.publish.origin)
  }

  mutating func labels(_ name: Traced<String>, role: String, _ labels: [EnvironmentPlan]) {
    list.add(.label, key: "zdc.project", plan.project.name)
    list.add(.label, key: "zdc.service", name)
    list.add(.label, key: "zdc.role", role, from: name.origin)
    for label in labels { list.add(.label, key: label.name, label.value) }
  }

  mutating func network() {
    let network = plan.project.network
    list.add(.networks, FactText.words([network.value]), from: network.origin)
  }

  private mutating func options(_ service: ServicePlan) {
    let options = service.options
    list.add(.user, text: options.user)
    list.add(.workingDir, text: options.workingDir)
    list.add(.readOnly, options.readOnly)
    list.addCapabilities(options)
    for host in options.extraHosts { list.add(.extraHost, key: host.name, host.value) }
  }

  // MARK: Mounts

  mutating func mounted(
    _ index: Int, _ kind: String, _ source: String, at target: String, mode: Int,
    from origin: Origin?
  ) {
    list.add(.mountSource, key: kind, index: index, source, from: origin)
    list.add(.mountTarget, key: kind, index: index, FactText.text(target), from: origin)
    list.add(.mountMode, key: kind, index: index, String(mode), from: origin)
  }

  private mutating func mounts(_ service: ServicePlan, withWrapper: Bool) {
    var index = 0
    if withWrapper {
      mounted(
        0, "config", "entrypoint", at: "/zdc/entrypoint.sh", mode: 0o555,
        from: service.name.origin)
      index = 1
    }
    for file in service.files {
      mounted(
        index, "config", "\(service.name.value)-\(file.name.value)", at: file.path.value,
        mode: 0o444, from: file.path.origin)
      index += 1
    }
    list.addSecrets(service)
    volumes(of: service)
  }

  private mutating func volumes(of service: ServicePlan) {
    var index = 0
    for use in service.volumes {
      list.add(mount: index, volume: use.volume, at: use.path, isReadOnly: use.readOnly.value)
      index += 1
    }
    for mount in service.mounts {
      let origin = mount.source.origin
      list.add(.mountKind, index: index, "bind", from: origin)
      list.add(
        .mountSource, index: index, FactText.text(mount.source.fromOutput), from: origin)
      list.add(.mountTarget, index: index, text: mount.path)
      if mount.readOnly.value {
        list.add(.mountReadOnly, index: index, "true", from: mount.readOnly.origin)
      }
      index += 1
    }
    for path in service.options.tmpfs {
      list.add(.mountKind, index: index, "tmpfs", from: path.origin)
      list.add(.mountTarget, index: index, text: path)
      index += 1
    }
    guard let size = service.options.shmSize else { return }
    list.add(.mountKind, index: index, "tmpfs", from: size.origin)
    list.add(.mountTarget, index: index, "/dev/shm", from: size.origin)
    list.add(.mountSize, index: index, String(size.value.bytes), from: size.origin)
  }

  // MARK: Definitions

  private mutating func configs() {
    func add(_ key: String, _ path: String, _ hash: String, _ origin: Origin?) {
      list.turn(to: .config, key)
      // At most 64 characters; the project's part gives way.
      let tail = "_\(key)_\(hash)"
      let start = plan.project.name.value.prefix(max(0, 64 - tail.utf8.count))
      list.add(.name, String(start) + tail, from: origin)
      list.add(.sourceFile, FactText.text(path), from: origin)
    }
    if let gateway = plan.gateway {
      add(
        "nginx-conf", "docker/nginx/nginx-swarm.conf", names.swarmConf, gateway.name.origin)
    }
    if plan.gateway != nil || plan.allServices.contains(where: { $0.wrapper != nil }) {
      add(
        "entrypoint", "docker/wrapper/entrypoint.sh", names.wrapper, plan.project.name.origin)
    }
    for service in plan.allServices where service.role != .job {
      for file in service.files {
        add(
          "\(service.name.value)-\(file.name.value)", file.source.fromOutput, file.shortHash,
          file.source.origin)
      }
    }
  }

  private mutating func secrets() {
    for secret in plan.secrets where !secret.readers.isEmpty {
      list.turn(to: .secret, secret.name.value)
      if case .external(let name) = secret.source {
        list.add(.external, "true", from: name.origin)
        list.add(.name, text: name)
      } else {
        serial(secret.name.value, secret.name.origin)
      }
    }
    for file in certificateFiles {
      list.turn(to: .secret, file)
      serial(file, plan.gateway?.certificates?.origin)
    }
  }

  /// The scripts count the values that a secret had.
  private mutating func serial(_ name: String, _ origin: Origin?) {
    let variable = String(
      name.uppercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
      })
    list.add(.external, "true", from: origin)
    list.add(
      .name,
      "\(plan.project.name.value)_\(name)_${ZDC_SERIAL_\(variable):?set by the deploy script}",
      from: origin)
  }

  /// `tls.crt`, `tls.key`, or the same per server name.
  var certificateFiles: [String] {
    guard let gateway = plan.gateway, gateway.certificates != nil else { return [] }
    let names = gateway.serverNames.isEmpty ? ["tls"] : gateway.serverNames.map(\.value)
    return names.flatMap { ["\($0).crt", "\($0).key"] }
  }
}
