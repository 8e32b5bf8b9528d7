import Diagnostics
import ManifestModel

/// What `docker-compose.blue-green.yml` must state.
struct ComposeFacts {
  static let path = "docker/docker-compose.blue-green.yml"

  let plan: TargetPlan
  let names: ContentNames
  private var list = FactList(about: FactSubject(.project, ""))
  /// Services whose health Docker itself knows.
  private let checkedAddresses: Set<String>

  private init(_ plan: TargetPlan, _ names: ContentNames) {
    self.plan = plan
    self.names = names
    checkedAddresses = Set(
      plan.allServices.filter { $0.health?.isAskedInside == true }.map(\.address))
  }

  static func facts(_ plan: TargetPlan, _ names: ContentNames) -> ArtefactFacts {
    var facts = ComposeFacts(plan, names)
    facts.list.add(.name, plan.project.name)
    facts.services()
    facts.list.turn(to: .network, plan.project.network.value)
    facts.list.add(.name, plan.project.network)
    facts.list.addVolumes(plan.volumes)
    facts.secrets()
    return ArtefactFacts(path: path, target: .blueGreen, facts: facts.list.facts)
  }

  private mutating func services() {
    if let gateway = plan.gateway {
      setup(gateway)
      gatewayService(gateway)
    }
    for service in plan.services where service.role != .job {
      if !service.release.isEmpty { release(service) }
      container(service)
    }
    for service in plan.backing { container(service) }
  }

  private mutating func secrets() {
    for secret in plan.secrets where !secret.readers.isEmpty {
      list.turn(to: .secret, secret.name.value)
      switch secret.source {
      case .variable(let name): list.add(.sourceVariable, name)
      case .file(let path): list.add(.sourceFile, path: path)
      case .external(let name):
        list.add(.external, "true", from: name.origin)
        list.add(.name, text: name)
      }
    }
  }

  // MARK: Containers

  private mutating func container(_ service: ServicePlan) {
    list.turn(to: .service, service.address)
    list.add(.image, service.image.name)
    list.addBuild(service.image)
    list.add(.containerName, service.containerName.map { Traced($0, from: service.name.origin) })
    if service.colour == .green { list.add(.profiles, "[green]", from: service.name.origin) }
    list.addProcess(service)
    list.add(.restart, "unless-stopped", from: service.name.origin)
    list.addEnvironment(service, envFileFormat: "raw")
    mounts(service)
    for (index, mapping) in service.publish.enumerated() {
      list.add(
        .publishedPort, index: index, mapping.value.publishedText, from: mapping.origin)
      list.add(
        .publishedTarget, index: index, String(mapping.value.containerPort), from: mapping.origin)
    }
    network()
    list.add(health: service.health)
    list.addStop(service)
    options(service)
    deploy(service)
    dependencies(service, withRelease: true)
    labels(service, role: service.role.rawValue)
  }

  private mutating func release(_ service: ServicePlan) {
    list.turn(to: .service, service.releaseAddress)
    list.add(.image, service.image.name)
    if service.image.build == nil {
      list.addBuild(service.image)
    } else {
      list.add(.pull, "never", from: service.image.build?.origin)
      list.add(.platform, text: service.image.platform)
    }
    if service.colour == .green { list.add(.profiles, "[green]", from: service.name.origin) }
    list.add(
      release: service.release, wrapper: service.wrapper?.ownWords ?? [], of: service)
    list.add(.restart, "no", from: service.name.origin)
    list.addEnvironment(service, envFileFormat: "raw")
    mounts(service)
    network()
    options(service)
    dependencies(service, withRelease: false)
    labels(service, role: "release")
  }

  private mutating func network() {
    let network = plan.project.network
    list.add(.networks, FactText.words([network.value]), from: network.origin)
  }

  private mutating func options(_ service: ServicePlan) {
    let options = service.options
    list.add(.user, text: options.user)
    list.add(.workingDir, text: options.workingDir)
    list.add(.readOnly, options.readOnly)
    for (index, path) in options.tmpfs.enumerated() { list.add(.tmpfs, index: index, text: path) }
    list.addCapabilities(options)
    list.add(.shmSize, options.shmSize)
    for host in options.extraHosts { list.add(.extraHost, key: host.name, host.value) }
  }

  private mutating func deploy(_ service: ServicePlan) {
    if service.replicas.value > 1 { list.add(.replicas, service.replicas) }
    list.addResources(service.resources)
    guard let gpus = service.resources.gpus else { return }
    list.add(.gpuKind, "nvidia", from: gpus.origin)
    list.add(.gpus, gpus)
    list.add(.gpuCapabilities, "[gpu]", from: gpus.origin)
  }

  private mutating func dependencies(_ service: ServicePlan, withRelease: Bool) {
    for name in service.dependsOn {
      let isChecked = checkedAddresses.contains(name.value)
      list.add(
        .dependency, key: name.value, isChecked ? "service_healthy" : "service_started",
        from: name.origin)
    }
    let done = "service_completed_successfully"
    if withRelease, !service.release.isEmpty {
      list.add(
        .dependency, key: service.releaseAddress, done,
        from: service.release.first?.first?.origin)
    }
    if plan.gateway != nil, service.wrapper != nil || !service.files.isEmpty {
      list.add(.dependency, key: setupName, done, from: service.name.origin)
    }
  }

  private mutating func labels(_ service: ServicePlan, role: String) {
    ownLabels(service.name, role: role)
    if let colour = service.colour {
      list.add(.label, key: "zdc.colour", colour.rawValue, from: service.name.origin)
    }
    guard role != "release" else { return }
    if case .http(let probe)? = service.health?.probe, probe.via.value == .gateway {
      list.add(
        .label, key: "zdc.health", FactText.text(":\(probe.port.value)\(probe.path.value)"),
        from: probe.path.origin)
    }
    for label in service.options.labels { list.add(.label, key: label.name, label.value) }
  }

  private mutating func ownLabels(_ name: Traced<String>, role: String) {
    list.add(.label, key: "zdc.project", plan.project.name)
    list.add(.label, key: "zdc.service", name)
    list.add(.label, key: "zdc.role", role, from: name.origin)
  }

  // MARK: Mounts

  private mutating func mounts(_ service: ServicePlan) {
    var index = 0
    for use in service.volumes {
      list.add(mount: index, volume: use.volume, at: use.path, isReadOnly: use.readOnly.value)
      index += 1
    }
    for mount in service.mounts {
      let source = FactText.text(mount.source.fromOutput)
      bind(
        index, source, at: mount.path.value, from: mount.source.origin,
        isWritable: !mount.readOnly.value)
      index += 1
    }
    for file in service.files {
      bind(index, source(of: file), at: file.path.value, from: file.source.origin)
      index += 1
    }
    if service.wrapper != nil {
      bind(index, wrapperSource, at: "/zdc/entrypoint.sh", from: service.name.origin)
    }
  }

  private var stateFolder: String { "${ZDC_STATE:-/var/lib/zdc/\(plan.project.name.value)}" }

  private func source(of file: FilePlan) -> String {
    plan.gateway == nil
      ? FactText.text(file.source.fromOutput)
      : "\(stateFolder)/files/\(file.name.value)-\(file.shortHash)"
  }

  private var wrapperSource: String {
    plan.gateway == nil
      ? "docker/wrapper/entrypoint.sh"
      : "\(stateFolder)/files/entrypoint.sh-\(names.wrapper)"
  }

  private mutating func bind(
    _ index: Int, _ source: String, at target: String, from origin: Origin?,
    isWritable: Bool = false
  ) {
    list.add(.mountKind, index: index, "bind", from: origin)
    list.add(.mountSource, index: index, source, from: origin)
    list.add(.mountTarget, index: index, FactText.text(target), from: origin)
    guard !isWritable else { return }
    list.add(.mountReadOnly, index: index, "true", from: origin)
    if !source.hasPrefix(stateFolder) {
      list.add(.mountMakesFolder, index: index, "false", from: origin)
    }
  }

  // MARK: Gateway

  private var setupName: String { plan.setupName }

  private mutating func setup(_ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    list.turn(to: .service, setupName)
    list.add(.image, gateway.image)
    list.add(.containerName, "\(plan.project.prefix.value)-\(setupName)", from: origin)
    let words = ["sh", "/from/nginx/gateway.sh", "setup"] + gateway.serverNames.map(\.value)
    list.add(.entrypoint, FactText.words(words), from: origin)
    list.add(.networkMode, "none", from: origin)
    list.add(.restart, "no", from: origin)
    var sources: [(String, String, Origin?)] = [("docker/nginx", "/from/nginx", origin)]
    if let folder = gateway.certificates {
      sources.append((FactText.text(folder.fromOutput), "/from/certificates", folder.origin))
    }
    if let files = gateway.staticFiles {
      let directory = files.directory
      sources.append((FactText.text(directory.fromOutput), "/from/static", directory.origin))
    }
    sources += plan.stateFiles(wrapper: names.wrapper).map { file in
      (FactText.text(file.path), "/from/files/\(file.name)", file.origin)
    }
    for (index, source) in sources.enumerated() {
      bind(index, source.0, at: source.1, from: source.2)
    }
    bind(sources.count, stateFolder, at: "/state", from: origin, isWritable: true)
    ownLabels(Traced(setupName, from: origin), role: "setup")
  }

  private mutating func gatewayService(_ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    list.turn(to: .service, gateway.name.value)
    list.add(.image, gateway.image)
    list.add(.containerName, gateway.containerName, from: origin)
    list.add(
      .command, FactText.words(["nginx", "-c", "/etc/zdc/live/nginx.conf", "-g", "daemon off;"]),
      from: origin)
    list.add(.restart, "unless-stopped", from: origin)
    for (index, port) in gateway.publishedPorts.enumerated() {
      list.add(
        .publishedPort, index: index, String(port.published.value), from: port.published.origin)
      list.add(.publishedTarget, index: index, String(port.target), from: port.published.origin)
    }
    bind(0, "\(stateFolder)/gateway", at: "/etc/zdc", from: origin)
    for (index, volume) in gateway.served(of: plan.volumes).enumerated() {
      let path =
        "/srv/volumes/\(volume.key.value)" + (volume.colour.map { "/\($0.rawValue)" } ?? "")
      list.add(
        mount: index + 1, volume: volume.name, at: volume.key.map { _ in path }, isReadOnly: true)
    }
    list.add(healthOf: gateway)
    list.add(
      .grace,
      Traced(
        Duration(seconds: gateway.stop.graceSeconds.value), from: gateway.stop.graceSeconds.origin))
    list.add(.dnsOption, "[ndots:1]", from: origin)
    network()
    list.add(.dependency, key: setupName, "service_completed_successfully", from: origin)
    ownLabels(gateway.name, role: "gateway")
  }
}
