package import Diagnostics
internal import ManifestModel

/// A claim that the times of several layers must keep, apart from any numbers.
///
/// An object, since each of thousands of inequalities has one.
package final class TimeLaw: Sendable {
  package enum Relation: String, Sendable {
    case atMost = "≤"
    case below = "<"
  }

  package let name: String
  package let relation: Relation
  /// What happens to requests where it does not hold.
  package let breaks: String
  /// Who says so.
  package let source: String
  /// The rule that reports it. `nil`: both sides are zdc's own, so that it always holds.
  package let rule: Rule?

  init(
    _ name: String, _ relation: Relation, breaks: String, source: String, rule: Rule? = nil
  ) {
    self.name = name
    self.relation = relation
    self.breaks = breaks
    self.source = source
    self.rule = rule
  }
}

extension TimeLaw {
  /// All laws, in the order in which a request meets them.
  package static let all: [TimeLaw] = [
    .timeoutWithinDrain, .drainWithinShutdown, .keepaliveWithinShutdown, .namesWithinPause,
    .connectionsWithinPause, .pauseWithinGrace, .shutdownWithinGrace, .shutdownWithinWait,
    .limitWithinTimeout, .namesWithinConnect, .startWithinHealthTimeout, .startWithinProbe,
    .failureWithinMonitor,
    .startWithinProgress, .updateWithinWait, .readinessBeforeLiveness,
  ]

  static let timeoutWithinDrain = TimeLaw(
    "timeout within drain", .atMost,
    breaks: "a request that its route still allows is cut when its version stops",
    source: "measured: 20 of 34 requests of 5 s were lost without a drain",
    rule: .drainTooShort)

  static let drainWithinShutdown = TimeLaw(
    "drain within worker_shutdown_timeout", .atMost,
    breaks: "nginx closes requests that the drain still allows",
    source: "nginx: worker_shutdown_timeout closes all connections")

  static let keepaliveWithinShutdown = TimeLaw(
    "keepalive_min_timeout within worker_shutdown_timeout", .atMost,
    breaks: "clients' idle connections are closed before the time that they were promised",
    source: "nginx: keepalive_min_timeout; measured: 9 of 7702 failed with it, 47 without")

  static let namesWithinPause = TimeLaw(
    "resolver and drain within pause", .below,
    breaks: "nginx still sends requests to a task that has already stopped",
    source: "measured: 3 of 71 lost with valid=10s and a drain of 8 s")

  static let connectionsWithinPause = TimeLaw(
    "kept connections and drain within pause", .below,
    breaks: "nginx sends a new request by a kept connection to a pod that has already stopped",
    source: "kubernetes#43576; nginx: keepalive_time is looked at when a request ends")

  static let pauseWithinGrace = TimeLaw(
    "pause within grace", .below,
    breaks: "the engine kills the process while it still holds back the stop signal",
    source: "Kubernetes: preStop counts into terminationGracePeriodSeconds",
    rule: .graceTooShort)

  static let shutdownWithinGrace = TimeLaw(
    "the gateway's drain within its grace", .below,
    breaks: "the engine kills nginx while it finishes requests",
    source: "nginx: SIGQUIT finishes requests, at most for worker_shutdown_timeout")

  static let shutdownWithinWait = TimeLaw(
    "worker_shutdown_timeout within the script's wait", .below,
    breaks: "the script gives up on nginx workers that still finish requests",
    source: "deploy-blue-green.sh: the step drain")

  static let limitWithinTimeout = TimeLaw(
    "the probe's own limit within timeout", .below,
    breaks: "the engine kills the probe before its answer is known",
    source: "Docker: healthcheck timeout")

  static let namesWithinConnect = TimeLaw(
    "resolver_timeout within proxy_connect_timeout", .atMost,
    breaks: "a request waits for a name for longer than it may wait for the server of that name",
    source: "nginx: resolver_timeout, proxy_connect_timeout")

  static let startWithinProbe = TimeLaw(
    "start within the startup probe", .atMost,
    breaks: "Kubernetes kills a pod that may still be starting",
    source: "Kubernetes: failureThreshold × periodSeconds; a database's first initialisation")

  static let startWithinHealthTimeout = TimeLaw(
    "start within healthTimeout", .atMost,
    breaks: "the script gives up on a version that the engine still waits for",
    source: "kamal-proxy#60, classicswarm#2708", rule: .healthTimeoutTooShort)

  static let failureWithinMonitor = TimeLaw(
    "failed checks within monitor", .atMost,
    breaks: "the update counts as done before the engine can find the new version unhealthy",
    source: "swarmkit: a failure counts until monitor has passed since the task ran",
    rule: .monitorTooShort)

  static let startWithinProgress = TimeLaw(
    "start within progressDeadlineSeconds", .atMost,
    breaks: "Kubernetes calls a rollout failed that is still pulling or starting",
    source: "Kubernetes: progressDeadlineSeconds")

  static let updateWithinWait = TimeLaw(
    "update within the script's wait", .atMost,
    breaks: "the script rolls back an update that Swarm still makes",
    source: "deploy-swarm.sh: the step services")

  static let readinessBeforeLiveness = TimeLaw(
    "readiness before liveness", .atMost,
    breaks: "a slow pod is killed with all its requests before it is taken out of the Service",
    source: "chmonitor#2904, okteto#2699; Kubernetes: liveness probes",
    rule: .livenessFirst)
}
