package import Diagnostics
package import ManifestModel

/// One check with all its times.
package struct HealthPlan: Sendable {
  package enum Probe: Sendable {
    case http(HTTPProbe)
    case command([DeployText])
    case tcp(port: Traced<Int>)
  }

  package struct HTTPProbe: Sendable {
    package let path: Traced<String>
    package let port: Traced<Int>
    package let via: Traced<Health.Via>
    package let headers: [(name: String, value: Traced<String>)]
  }

  package let probe: Probe
  package let interval: Traced<Duration>
  package let timeout: Traced<Duration>
  package let retries: Traced<Int>
  package let start: Traced<Duration>
  package let startInterval: Traced<Duration>
  package let origin: Origin

  /// How long the probe itself may take: less than the engine gives it.
  package var limit: Duration { HealthTimes.limit(below: timeout.value) }

  /// Whether the container's own engine asks, and not the gateway.
  package var isAskedInside: Bool {
    if case .http(let probe) = probe { return probe.via.value != .gateway }
    return true
  }
}
