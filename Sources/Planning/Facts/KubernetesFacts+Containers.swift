import Diagnostics
import ManifestModel

extension KubernetesFacts {
  mutating func container(of service: ServicePlan) {
    let way = "\(pod).containers[\(service.name.value)]"
    field(way, "item", from: service.name.origin)
    process(way, service, service.command)
    containerSecurity(way, of: service)
    let ports = (service.port.map { [$0] } ?? []) + service.ports.map(\.port)
    for (index, port) in ports.enumerated() {
      add(.port, index: index, String(port.value), from: port.origin)
    }
    environment(way, of: service)
    probes(way, of: service)
    lifecycle(way, of: service)
    resources(way, service.resources, from: service.name.origin)
    mounts(way, of: service)
  }

  mutating func taskContainer(
    _ name: String, in list: String, of service: ServicePlan, _ words: [DeployText]?
  ) {
    let way = "\(pod).\(list)[\(name)]"
    field(way, "item", from: service.name.origin)
    process(way, service, words)
    containerSecurity(way, of: service)
    environment(way, of: service)
    resources(way, service.resources, from: service.name.origin)
    mounts(way, of: service)
  }

  private mutating func process(_ way: String, _ service: ServicePlan, _ words: [DeployText]?) {
    let pull = service.image.pull
    add(.image, service.image.name.atRestText, from: service.image.name.origin)
    deploys("\(way).image", service.image.name)
    let policy =
      switch pull?.value {
      case .always: "Always"
      case .never: "Never"
      case .missing, nil: "IfNotPresent"
      }
    add(.pull, policy, from: pull?.origin ?? service.image.name.origin)
    if let entrypoint = service.entrypoint {
      add(.entrypoint, Self.words(entrypoint), from: entrypoint.first?.origin)
    }
    if let words { add(.command, Self.words(words), from: words.first?.origin) }
    if let folder = service.options.workingDir {
      add(.workingDir, folder.value, from: folder.origin)
    }
  }

  private mutating func containerSecurity(_ way: String, of service: ServicePlan) {
    let isRestricted = PodLevel(service) == .restricted
    let context = "\(way).securityContext"
    if isRestricted {
      field("\(context).allowPrivilegeEscalation", "false", from: service.options.user?.origin)
    }
    if let isReadOnly = service.options.readOnly {
      field(
        "\(context).readOnlyRootFilesystem", String(isReadOnly.value), from: isReadOnly.origin)
    }
    for (index, name) in service.options.capAdd.enumerated() {
      field("\(context).capabilities.add[\(index)]", name.value, from: name.origin)
    }
    if isRestricted {
      field("\(context).capabilities.drop[0]", "ALL", from: service.options.user?.origin)
    }
  }

  /// Text that the kubelet expands: a deploy-time variable comes from another of the container.
  static func text(_ text: DeployText) -> String {
    text.pieces.map { piece in
      switch piece {
      case .text(let text): FactText.text(text)
      case .variable(let name, _): "${\(name)}"
      }
    }.joined()
  }

  static func words(_ words: [DeployText]) -> String { FactText.words(words.map(text)) }

  // MARK: Environment

  private mutating func environment(_ way: String, of service: ServicePlan) {
    if let file = service.envFile {
      secretName("\(way).envFrom[0].secretRef.name", "\(service.name.value)-env", file.origin)
    }
    for name in helpers(of: service) {
      configured(way, "ZDC_\(name)", key: name, from: service.name.origin)
    }
    for variable in service.env {
      if variable.value.pieces.count == 1, case .variable(let name, _) = variable.value.pieces[0] {
        configured(way, variable.name, key: name, from: variable.value.origin)
      } else {
        field("\(way).env[\(variable.name)]", "item", from: variable.value.origin)
        add(
          .environment, key: variable.name, Self.text(variable.value), from: variable.value.origin)
      }
    }
    for use in service.secrets {
      let name = use.variable
      field("\(way).env[\(name.value)]", "item", from: name.origin)
      if use.isPath {
        add(.environment, key: name.value, use.path, from: use.secret.origin)
      } else {
        let source = "\(way).env[\(name.value)].valueFrom.secretKeyRef"
        secretName("\(source).name", use.secret.value, use.secret.origin)
        field("\(source).key", "value", from: use.secret.origin)
      }
    }
  }

  private mutating func configured(
    _ way: String, _ name: String, key: String, from origin: Origin
  ) {
    let source = "\(way).env[\(name)].valueFrom.configMapKeyRef"
    field("\(way).env[\(name)]", "item", from: origin)
    field("\(source).name", "\(project.value)-deploy", from: project.origin)
    field("\(source).key", key, from: origin)
  }

  /// Deploy-time variables inside of a text or a command.
  private func helpers(of service: ServicePlan) -> [String] {
    var texts = service.env.map(\.value).filter { text in
      if text.pieces.count == 1, case .variable = text.pieces[0] { return false }
      return true
    }
    texts += (service.entrypoint ?? []) + (service.command ?? []) + service.release.flatMap { $0 }
    for health in [service.health, service.live] {
      if case .command(let words)? = health?.probe { texts += words }
    }
    var seen: Set<String> = []
    return texts.flatMap(\.variables).map(\.name).filter { seen.insert($0).inserted }
  }

  /// An external Secret under its own name, any other under the one that the script counts up.
  mutating func secretName(_ way: String, _ name: String, _ origin: Origin?) {
    for secret in plan.secrets where secret.name.value == name {
      if case .external(let external) = secret.source {
        return field(way, external.value, from: origin)
      }
    }
    field(way, name, from: origin)
    let serial = name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    deploys(way, "\(name)-${ZDC_SERIAL_\(String(serial))}", from: origin)
  }

  // MARK: Probes

  private mutating func probes(_ way: String, of service: ServicePlan) {
    let pause = service.stop.pauseSeconds.value
    let grace = service.stop.graceSeconds
    let condemned = pause > 0 ? String(max(1, grace.value - pause)) : nil
    if let health = service.health {
      startup("\(way).startupProbe", health, of: service)
      if let condemned {
        field(
          "\(way).startupProbe.terminationGracePeriodSeconds", condemned, from: grace.origin)
      }
      readiness("\(way).readinessProbe", health)
    }
    guard let live = service.live else { return }
    let probe = "\(way).livenessProbe"
    question(probe, live)
    field("\(probe).periodSeconds", Self.seconds(live.interval), from: live.interval.origin)
    field("\(probe).timeoutSeconds", Self.seconds(live.timeout), from: live.timeout.origin)
    field("\(probe).failureThreshold", String(live.retries.value), from: live.retries.origin)
    if let condemned {
      field("\(probe).terminationGracePeriodSeconds", condemned, from: grace.origin)
    }
  }

  private mutating func startup(_ probe: String, _ health: HealthPlan, of service: ServicePlan) {
    let step = max(1, health.startInterval.value.secondsRoundedUp)
    let whole =
      (health.start.value + health.interval.value * health.retries.value).secondsRoundedUp
    // A database's first start may take ten minutes.
    let window = service.role == .backing ? max(whole, 600) : whole
    question(probe, health)
    field("\(probe).periodSeconds", String(step), from: health.startInterval.origin)
    field("\(probe).timeoutSeconds", Self.seconds(health.timeout), from: health.timeout.origin)
    field(
      "\(probe).failureThreshold", String((window + step - 1) / step), from: health.start.origin)
  }

  private mutating func question(_ probe: String, _ health: HealthPlan) {
    switch health.probe {
    case .http(let http):
      field("\(probe).httpGet.path", http.path.value, from: http.path.origin)
      field("\(probe).httpGet.port", String(http.port.value), from: http.port.origin)
      for header in Self.headers(http) {
        let way = "\(probe).httpGet.httpHeaders[\(header.name)]"
        field(way, "item", from: header.value.origin)
        field("\(way).value", header.value.value, from: header.value.origin)
      }
    case .tcp(let port):
      field("\(probe).tcpSocket.port", String(port.value), from: port.origin)
    case .command(let words):
      field("\(probe).exec.command", Self.words(words), from: words.first?.origin)
    }
  }

  /// Readiness is the manifest's health check itself.
  private mutating func readiness(_ probe: String, _ health: HealthPlan) {
    switch health.probe {
    case .http(let http):
      add(.healthPath, http.path.value, from: http.path.origin)
      add(.healthPort, String(http.port.value), from: http.port.origin)
      for header in Self.headers(http) {
        field("\(probe).httpGet.httpHeaders[\(header.name)]", "item", from: header.value.origin)
        add(.healthHeader, key: header.name, header.value.value, from: header.value.origin)
      }
    case .tcp(let port): add(.healthPort, String(port.value), from: port.origin)
    case .command(let words): add(.healthCommand, Self.words(words), from: words.first?.origin)
    }
    let rounded = { (time: Traced<Duration>) in
      Duration(seconds: max(1, time.value.secondsRoundedUp)).description
    }
    add(.healthInterval, rounded(health.interval), from: health.interval.origin)
    add(.healthTimeout, rounded(health.timeout), from: health.timeout.origin)
    add(.healthRetries, String(health.retries.value), from: health.retries.origin)
  }

  private static func headers(
    _ http: HealthPlan.HTTPProbe
  ) -> [(name: String, value: Traced<String>)] {
    guard !http.headers.contains(where: { $0.name.lowercased() == "host" }) else {
      return http.headers
    }
    return [("Host", http.port.map { "127.0.0.1:\($0)" })] + http.headers
  }

  static func seconds(_ time: Traced<Duration>) -> String {
    String(max(1, time.value.secondsRoundedUp))
  }

  // MARK: The end, and resources

  private mutating func lifecycle(_ way: String, of service: ServicePlan) {
    let pause = service.stop.pauseSeconds
    let signal = service.stop.signal
    guard signal.value != "SIGTERM" else {
      guard pause.value > 0 else { return }
      return field(
        "\(way).lifecycle.preStop.sleep.seconds", String(pause.value), from: pause.origin)
    }
    let name = signal.value.hasPrefix("SIG") ? String(signal.value.dropFirst(3)) : signal.value
    let wait = pause.value > 0 ? "sleep \(pause.value); " : ""
    let script = "\(wait)kill -s \(name) 1; while kill -0 1 2>/dev/null; do sleep 1; done"
    field(
      "\(way).lifecycle.preStop.exec.command", FactText.words(["sh", "-c", script]),
      from: signal.origin)
  }

  mutating func resources(_ way: String, _ resources: ResourcesPlan?, from origin: Origin) {
    if let cpu = resources?.cpuLimit { add(.cpuLimit, FactText.cpus(cpu.value), from: cpu.origin) }
    if let memory = resources?.memoryLimit {
      add(.memoryLimit, memory.value.description, from: memory.origin)
    }
    if let gpus = resources?.gpus { add(.gpus, String(gpus.value), from: gpus.origin) }
    if let cpu = resources?.cpuReserve {
      add(.cpuReserve, FactText.cpus(cpu.value), from: cpu.origin)
    } else if resources?.cpuLimit == nil {
      add(.cpuReserve, "0.1", from: origin)
    }
    if let memory = resources?.memoryReserve {
      add(.memoryReserve, memory.value.description, from: memory.origin)
    } else if resources?.memoryLimit == nil {
      add(.memoryReserve, "128Mi", from: origin)
    }
  }
}
