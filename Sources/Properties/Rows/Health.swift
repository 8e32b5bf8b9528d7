import Diagnostics
import ManifestModel
import Planning

/// How the engine sees that a service can serve.
enum HealthProperties {
  static let rows: [Property<ServicePlan>] =
    [off] + rows("health", of: { $0.health }, isPlaced: true)
    // A liveness check of a TCP connect is derived: the manifest did not ask for it.
    + rows("live", of: { $0.live?.origin.reason == nil ? $0.live : nil }, isPlaced: false)

  /// `health: none`
  private static let off = Property<ServicePlan>(
    "health", changes: { $0 == .kubernetes ? .settings : .replaces },
    docker: .at("healthcheck.disable", .plain, { service, _ in .one(service.noHealth) })
  ) { service, _ in .one(service.noHealth.map { $0.map { _ in "none" } }) }

  private static func rows(
    _ name: String, of health: @escaping @Sendable (ServicePlan) -> HealthPlan?, isPlaced: Bool
  ) -> [Property<ServicePlan>] {
    [
      Property("\(name).*", .words) { service, plan in
        health(service).map { asked($0, on: plan.target) } ?? .none
      },
      time("\(name).interval", isPlaced, "interval", "periodSeconds") { health($0)?.interval },
      time("\(name).timeout", isPlaced, "timeout", "timeoutSeconds") { health($0)?.timeout },
      retries("\(name).retries", isPlaced) { health($0)?.retries },
      time("\(name).start", isPlaced, "start_period", nil) { health($0)?.start },
      time("\(name).startInterval", isPlaced, "start_interval", nil) { health($0)?.startInterval },
    ]
  }

  private static func asked(_ health: HealthPlan, on target: Target) -> Values {
    switch health.probe {
    case .command(let words):
      let text = Values.words(words)
      return Values(text.list.map { Values.Value("command", text: $0.text, from: $0.origin) })
    case .tcp(let port): return Values([Values.Value("tcp", port)])
    case .http(let probe):
      let via = target == .kubernetes ? [] : [Values.Value("via", probe.via.map(\.rawValue))]
      return Values(
        [Values.Value("path", probe.path)] + via
          + probe.headers.map { Values.Value("headers.\($0.name)", $0.value) })
    }
  }

  private static func time(
    _ name: String, _ isPlaced: Bool, _ docker: String, _ kubernetes: String?,
    _ value: @escaping @Sendable (ServicePlan) -> Traced<Duration>?
  ) -> Property<ServicePlan> {
    guard isPlaced else { return Property(name, .time) { service, _ in .one(value(service)) } }
    let inside = Place<ServicePlan>.at("healthcheck.\(docker)", nil) { service, _ in
      .one(value(service)).only(where: service.health?.isAskedInside == true)
    }
    guard let kubernetes else {
      return Property(name, .time, docker: inside) { service, _ in .one(value(service)) }
    }
    return Property(
      name, .time, docker: inside,
      kubernetes: .at("container.readinessProbe.\(kubernetes)", nil) { service, _ in
        .one(value(service)?.map { Duration(seconds: $0.probeSeconds) })
          .only(where: service.role != .job)
      }
    ) { service, _ in .one(value(service)) }
  }

  private static func retries(
    _ name: String, _ isPlaced: Bool,
    _ value: @escaping @Sendable (ServicePlan) -> Traced<Int>?
  ) -> Property<ServicePlan> {
    guard isPlaced else { return Property(name, .plain) { service, _ in .one(value(service)) } }
    return Property(
      name, .plain,
      docker: .at("healthcheck.retries", nil) { service, _ in
        .one(value(service)).only(where: service.health?.isAskedInside == true)
      },
      kubernetes: .at("container.readinessProbe.failureThreshold", nil) { service, _ in
        .one(value(service)).only(where: service.role != .job)
      }
    ) { service, _ in .one(value(service)) }
  }

  /// What is asked, and that it is not switched off.
  static let derived: [Property<ServicePlan>] = [
    Property(derived: "health question", .question, docker: .among("healthcheck.test")) {
      service, _ in
      guard let health = service.health, health.isAskedInside else { return .none }
      return question(health)
    },
    Property(
      derived: "readiness path", kubernetes: "container.readinessProbe.httpGet.path",
      "container.startupProbe.httpGet.path"
    ) { service, _ in
      guard case .http(let probe)? = service.health?.probe else { return .none }
      return .one(probe.path).only(where: service.role != .job)
    },
    Property(
      derived: "readiness port", .plain,
      kubernetes: "container.readinessProbe.httpGet.port|container.readinessProbe.tcpSocket.port",
      "container.startupProbe.httpGet.port|container.startupProbe.tcpSocket.port"
    ) { service, _ in
      // Nothing asks a job.
      switch service.role == .job ? nil : service.health?.probe {
      case .http(let probe): .one(probe.port)
      case .tcp(let port): .one(port)
      case .command, nil: .none
      }
    },
    Property(
      derived: "readiness command", .words, kubernetes: "container.readinessProbe.exec.command",
      "container.startupProbe.exec.command"
    ) { service, _ in
      guard case .command(let words)? = service.health?.probe else { return .none }
      return ProcessProperties.kubelet(HealthPlan.kubeletWords(words)).only(
        where: service.role != .job)
    },
  ]

  private static func question(_ health: HealthPlan) -> Values {
    let limit = health.limit.secondsText
    switch health.probe {
    case .command(let words):
      return Values(
        Values.words(words).list.map { value in
          Values.Value("words", text: value.text, stated: value.stated, from: value.origin)
        })
    case .tcp(let port): return questions("tcp", port, nil, limit, [])
    case .http(let probe):
      let isWhole = probe.via.value == .wget
      return questions(
        probe.via.value.rawValue, probe.port, probe.path, isWhole ? whole(limit) : limit,
        probe.headers)
    }
  }

  static func questions(
    _ via: String, _ port: Traced<Int>, _ path: Traced<String>?, _ limit: String,
    _ headers: [(name: String, value: Traced<String>)]
  ) -> Values {
    var values = [
      Values.Value("via", text: via, from: port.origin), Values.Value("port", port),
      Values.Value("limit", text: limit, from: port.origin),
    ]
    if let path { values.append(Values.Value("path", path)) }
    return Values(values + headers.map { Values.Value("header \($0.name)", $0.value) })
  }

  /// In whole seconds, at least one.
  private static func whole(_ limit: String) -> String {
    let seconds = String(limit.prefix { $0 != "." })
    return seconds == "0" ? "1" : seconds
  }
}

extension Duration {
  /// `2.5`, in seconds.
  fileprivate var secondsText: String {
    guard milliseconds % 1000 > 0 else { return String(milliseconds / 1000) }
    return "\(milliseconds / 1000)." + String(milliseconds % 1000 + 1000).dropFirst()
  }
}
