internal import Diagnostics
internal import YAMLReading

extension Service {
  /// - Parameter shape: a coloured service's, or a backing service's, which has fewer keys.
  convenience init(_ entry: YAMLEntry, as shape: ObjectShape, into log: inout DiagnosticLog) {
    self.init(ServiceKeys(entry, as: shape, into: &log))
  }
}

extension ServiceKeys {
  fileprivate init(_ entry: YAMLEntry, as shape: ObjectShape, into log: inout DiagnosticLog) {
    let keys = ObjectReader(entry.value, as: shape)
    let isColoured = shape.key("role") != nil
    self.init(
      name: entry.key, range: entry.opening,
      role: isColoured ? keys.choice("role") : nil,
      image: keys.template("image"), build: keys.object("build").flatMap(Build.init),
      port: keys.integer("port"), ports: NamedPort.all(keys), scheme: keys.text("scheme"),
      publish: PortMapping.all(keys),
      health: Health(keys.entry("health"), into: &log),
      noHealth: Health.rangeOfNone(keys.entry("health")),
      live: Health(keys.entry("live"), into: &log),
      replicas: isColoured ? keys.integer("replicas") : nil,
      command: Command(keys.entry("command"), into: &log),
      entrypoint: Command(keys.entry("entrypoint"), into: &log),
      release: isColoured ? Command.release(keys.entry("release"), into: &log) : [],
      env: EnvironmentVariable.all(keys),
      envFiles: EnvFile.all(keys), secrets: SecretUse.all(keys), volumes: VolumeMount.all(keys),
      mounts: HostMount.all(keys), files: ConfigFile.all(keys),
      resources: keys.object("resources").map(Resources.init),
      stop: keys.object("stop").map(Stop.init), user: keys.text("user"),
      hostname: keys.text("hostname"), runsInit: keys.boolean("init"), tty: keys.boolean("tty"),
      stdinOpen: keys.boolean("stdinOpen"), ulimits: Ulimit.all(keys),
      pidsLimit: keys.integer("pidsLimit"), securityOpt: keys.texts("securityOpt"),
      privileged: keys.boolean("privileged"), devices: keys.texts("devices"),
      sysctls: Sysctl.all(keys), dns: keys.texts("dns"),
      restart: keys.parsed("restart", RestartPolicy.init),
      logging: Logging(keys.entry("logging")),
      workingDir: keys.text("workingDir"),
      readOnly: keys.boolean("readOnly"),
      tmpfs: MemoryFolder.all(keys), capAdd: keys.texts("capAdd"), shmSize: keys.size("shmSize"),
      extraHosts: keys.templates("extraHosts").map { ExtraHost(name: $0.name, address: $0.value) },
      pull: keys.choice("pull"), platform: keys.text("platform"),
      labels: Label.all("labels", keys), placement: Placement(keys.node("placement")),
      tolerations: Toleration.all(keys), priorityClass: keys.text("priorityClass"),
      serviceAccount: keys.text("serviceAccount"),
      networks: keys.texts("networks"), dependsOn: keys.texts("dependsOn"),
      strategy: Strategy(isColoured ? keys.object("strategy") : nil),
      schedule: isColoured ? keys.text("schedule") : nil,
      timeZone: isColoured ? keys.text("timeZone") : nil)
  }
}

extension EnvironmentVariable {
  /// `TZ:` alone is the deployment's own variable of that name.
  static func all(_ keys: ObjectReader) -> [EnvironmentVariable] {
    keys.names("env").compactMap { entry in
      if entry.isBare {
        let passed = Template([.variable(name: entry.key.value, .passed)])
        return EnvironmentVariable(name: entry.key, value: Located(passed, at: entry.key.range))
      }
      return entry.value.locatedTemplate.map { EnvironmentVariable(name: entry.key, value: $0) }
    }
  }
}

extension NamedPort {
  static func all(_ keys: ObjectReader) -> [NamedPort] {
    keys.entries("ports").compactMap { entry in
      entry.value.locatedInteger.map { NamedPort(name: entry.key, port: $0) }
    }
  }
}

extension PortMapping {
  static func all(_ keys: ObjectReader) -> [Located<PortMapping>] {
    keys.node("publish")?.items?.compactMap { $0.parsed(PortMapping.init) } ?? []
  }
}

extension Label {
  static func all(_ key: String, _ keys: ObjectReader) -> [Label] {
    keys.templates(key).map { Label(name: $0.name, value: $0.value) }
  }
}

extension Placement {
  init?(_ node: YAMLNode?) {
    guard let node else { return nil }
    if let scalar = node.scalar {
      self.init(range: node.range, onManager: scalar.text == "manager", constraints: [])
    } else {
      let keys = ObjectReader(node, as: Language.placement)
      self.init(range: node.range, onManager: false, constraints: Label.all("constraints", keys))
    }
  }
}

extension Stop {
  init(_ keys: ObjectReader) {
    self.init(signal: keys.text("signal"), grace: keys.duration("grace"))
  }
}

extension Resources {
  init(_ keys: ObjectReader) {
    self.init(
      range: keys.range, cpu: keys.cpu("cpu"), memory: keys.size("memory"),
      gpu: keys.integer("gpu"),
      reserve: keys.object("reserve").map {
        Reserve(cpu: $0.cpu("cpu"), memory: $0.size("memory"))
      })
  }
}
