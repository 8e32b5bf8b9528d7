import Diagnostics
import ManifestModel

extension TimeSolver {
  /// The gateway's check, its update and what nginx waits for: zdc's own times, held against the
  /// same laws as a service's.
  mutating func update(of gateway: Gateway) -> GatewayRollingTimes {
    let name = gateway.name?.value ?? "nginx"
    let range = gateway.range
    let check = engine.gatewayCheck
    let fixed = { (name: String, value: Duration) in TimeTerm(fixed: name, value, at: range) }
    let failure = TimeTerm(
      fixed: "interval", check.interval, times: ("retries", check.retries), at: range)
    let pause = Duration(seconds: target == .swarm ? 10 : 5)
    // Long enough for the check to fail: Swarm counts no failure after it.
    let monitor = max(Duration(seconds: 10), failure.amount)
    let progress = engine.imagePull + EngineTimes.gatewayProgress
    if target == .swarm {
      hold(.failureWithinMonitor, of: name, [failure], [fixed("monitor", monitor)])
    }
    if target != .kubernetes {
      hold(
        .limitWithinTimeout, of: name, [fixed("the probe's limit", check.limit)],
        [fixed("timeout", check.timeout)])
      hold(
        .namesWithinConnect, of: name, [fixed("resolver_timeout", engine.resolverTimeout)],
        [fixed("proxy_connect_timeout", engine.connectTimeout)])
    } else {
      hold(
        .readinessBeforeLiveness, of: name, [failure],
        [
          TimeTerm(
            fixed: "live.interval", check.interval, times: ("live.retries", check.liveRetries),
            at: range)
        ])
      hold(
        .startWithinProgress, of: name,
        [
          fixed("image pull", engine.imagePull), fixed("start", check.start), fixed("pause", pause),
        ],
        [fixed("progressDeadlineSeconds", progress)])
    }
    return GatewayRollingTimes(pause: pause, monitor: monitor, progress: progress)
  }
}
