import Diagnostics
import ManifestModel

/// Every time of one target, solved.
struct TargetTimes {
  let engine: EngineTimes
  /// By the service's name; backing services too.
  let services: [String: ServiceTimes]
  /// Of the project: what a service without a drain of its own has.
  let drain: Traced<Duration>
  let gateway: GatewayTimes?
  let healthTimeout: Traced<Duration>
  let inequalities: [TimeInequality]

  func of(_ service: Service) -> ServiceTimes {
    guard let times = services[service.name.value] else {
      preconditionFailure("every service has its times")
    }
    return times
  }
}

/// The times of one service.
struct ServiceTimes {
  let drain: Traced<Duration>
  let pause: Traced<Duration>
  let grace: Traced<Duration>
  let monitor: Traced<Duration>
  /// How long a new one has to stay ready before the next one's turn.
  let ready: Traced<Duration>
  /// Under Kubernetes, where there is a check.
  let startup: StartupPlan?
  /// How long one batch may stand still before the cluster calls the rollout failed.
  let progress: Traced<Duration>
  /// What `progress` is the sum of.
  let progressTerms: [TimeTerm]
  /// How long the script waits for the whole update.
  let update: Traced<Duration>
}

/// The times of the gateway.
struct GatewayTimes {
  let workerShutdown: Traced<Duration>
  let keepaliveMinimum: Traced<Duration>
  let pause: Traced<Duration>
  let grace: Traced<Duration>
  /// In the order of the routes.
  let timeouts: [Traced<Duration>]
  let rolling: GatewayRollingTimes
}

/// The times of the gateway's own update.
struct GatewayRollingTimes {
  let pause: Duration
  let monitor: Duration
  let progress: Duration
}
