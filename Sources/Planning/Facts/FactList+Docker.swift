import Diagnostics
import ManifestModel

/// What a Compose file and a Swarm stack must state alike of a container.
extension FactList {
  mutating func add(_ kind: FactProperty.Kind, path: HostPath?) {
    guard let path else { return }
    add(kind, FactText.text(path.fromOutput), from: path.origin)
  }

  mutating func addBuild(_ image: ImagePlan) {
    if let build = image.build {
      add(.buildContext, path: build.context)
      add(.dockerfile, text: build.dockerfile)
      for arg in build.args { add(.buildArgument, key: arg.name, arg.value) }
      add(.buildTarget, text: build.target)
      if !build.secrets.isEmpty {
        add(
          .buildSecrets, FactText.words(build.secrets.map(\.value)),
          from: build.secrets.first?.origin)
      }
      for (index, name) in build.cacheFrom.enumerated() {
        add(.cacheFrom, index: index, text: name)
      }
    }
    if let pull = image.pull { add(.pull, pull.value.rawValue, from: pull.origin) }
    add(.platform, text: image.platform)
  }

  /// The words that a container runs, behind the wrapper where there is one.
  mutating func addProcess(_ service: ServicePlan) {
    if let wrapper = service.wrapper {
      let words = wrapper.ownWords + (service.entrypoint ?? []).map(FactText.text)
      add(.entrypoint, FactText.words(words), from: wrapper.pauseSeconds.origin)
    } else {
      add(.entrypoint, words: service.entrypoint)
    }
    add(.command, words: service.command)
  }

  /// One command is executed directly; several are a script, a command a line.
  mutating func add(release commands: [[DeployText]], wrapper: [String], of service: ServicePlan) {
    let origin = commands.first?.first?.origin ?? service.name.origin
    if commands.count == 1, let only = commands.first {
      add(.entrypoint, FactText.words(wrapper + only.prefix(1).map(FactText.text)), from: origin)
      add(.command, FactText.words(only.dropFirst().map(FactText.text)), from: origin)
      return
    }
    add(.entrypoint, FactText.words(wrapper + ["sh", "-ec"]), from: origin)
    for (index, command) in commands.enumerated() {
      add(
        .command, index: index, FactText.words(command.map(FactText.text)),
        from: command.first?.origin ?? origin)
    }
  }

  mutating func addEnvironment(_ service: ServicePlan, envFileFormat: String?) {
    if let file = service.envFile {
      add(.envFile, path: file)
      if let envFileFormat { add(.envFileFormat, envFileFormat, from: file.origin) }
    }
    for variable in service.env { add(.environment, key: variable.name, variable.value) }
    for use in service.secrets where use.isPath {
      add(.environment, key: use.variable.value, use.path, from: use.variable.origin)
    }
    if envFileFormat != nil { addSecrets(service) }
  }

  mutating func addSecrets(_ service: ServicePlan) {
    guard let first = service.secrets.first else { return }
    var seen: Set<String> = []
    let names = service.secrets.map(\.secret.value).filter { seen.insert($0).inserted }
    add(.secrets, FactText.words(names), from: first.secret.origin)
  }

  mutating func add(
    mount index: Int, volume: String, at path: Traced<String>, isReadOnly: Bool
  ) {
    add(.mountKind, index: index, "volume", from: path.origin)
    add(.mountSource, index: index, volume, from: path.origin)
    add(.mountTarget, index: index, text: path)
    if isReadOnly { add(.mountReadOnly, index: index, "true", from: path.origin) }
  }

  mutating func addStop(_ service: ServicePlan) {
    // An image states its own signal, so only a given one is written.
    if service.stop.signal.origin.reason == nil { add(.stopSignal, service.stop.signal) }
    let grace = service.stop.graceSeconds
    add(.grace, Traced(Duration(seconds: grace.value), from: grace.origin))
  }

  mutating func addCapabilities(_ options: ContainerOptions) {
    for (index, name) in options.capAdd.enumerated() {
      add(.capability, index: index, text: name)
    }
  }

  mutating func addResources(_ resources: ResourcesPlan) {
    add(.cpuLimit, resources.cpuLimit?.map(FactText.cpus))
    add(.memoryLimit, resources.memoryLimit)
    add(.cpuReserve, resources.cpuReserve?.map(FactText.cpus))
    add(.memoryReserve, resources.memoryReserve)
  }

  /// The definitions of named volumes.
  mutating func addVolumes(_ volumes: [VolumePlan]) {
    for volume in volumes {
      turn(to: .volume, volume.name)
      if let name = volume.adoptedName { add(.name, name) }
      if volume.isExternal { add(.external, "true", from: volume.key.origin) }
      add(.driver, text: volume.driver)
      for option in volume.options { add(.driverOption, key: option.name, text: option.value) }
      if volume.adoptedName == nil, !volume.isExternal, volume.driver == nil,
        volume.options.isEmpty
      {
        add(.declared, "null", from: volume.key.origin)
      }
    }
  }
}

extension WrapperPlan {
  /// The wrapper's own words, up to the `--` before the command.
  var ownWords: [String] { WrapperPlan.words(exports: exports, pause: pauseSeconds.value) }

  static func words(exports: [Export], pause: Int) -> [String] {
    let secrets = exports.flatMap { ["--secret", "\($0.variable.value)=\($0.path)"] }
    let held = pause > 0 ? ["--pause", String(pause)] : []
    return ["/zdc/entrypoint.sh"] + secrets + held + ["--"]
  }
}

extension PortMapping {
  /// The host's half: `33306`, `127.0.0.1:33306`.
  var publishedText: String { hostAddress.map { "\($0):\(hostPort)" } ?? String(hostPort) }
}

extension ServicePlan {
  var releaseAddress: String {
    "\(name.value)-release" + (colour.map { "-\($0.rawValue)" } ?? "")
  }
}

extension GatewayPlan {
  /// The ports of the world, with those of the container.
  var publishedPorts: [(published: Traced<Int>, target: Int)] {
    var ports: [(published: Traced<Int>, target: Int)] = []
    if let http { ports.append((http, httpContainerPort)) }
    if let https { ports.append((https, httpsContainerPort)) }
    return ports
  }

  func served(of volumes: [VolumePlan]) -> [VolumePlan] {
    servedVolumes.flatMap { key in volumes.filter { $0.key.value == key.value } }
  }
}

extension TargetPlan {
  /// What the setup service copies into the state folder, by the name that it gets there; paths
  /// count from the output folder.
  func stateFiles(wrapper hash: String) -> [(name: String, path: String, origin: Origin?)] {
    var seen: Set<String> = []
    var files: [(name: String, path: String, origin: Origin?)] = []
    for file in allServices.flatMap(\.files) {
      let name = "\(file.name.value)-\(file.shortHash)"
      if seen.insert(name).inserted {
        files.append((name, file.source.fromOutput, file.source.origin))
      }
    }
    if allServices.contains(where: { $0.wrapper != nil }) {
      files.append(("entrypoint.sh-\(hash)", "docker/wrapper/entrypoint.sh", nil))
    }
    return files
  }
}
