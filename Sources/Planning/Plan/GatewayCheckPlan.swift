package import Diagnostics
package import ManifestModel

/// The gateway's check of itself: by http, and without that by https, whose certificate has another
/// name.
package struct GatewayCheckPlan: Sendable {
  package let isPlain: Bool
  package let port: Int
  package let times: GatewayCheckTimes
}

/// nginx answers its health path itself, so the times need no word of the manifest.
package struct GatewayCheckTimes: Sendable {
  package let interval = Duration(seconds: 5)
  package let timeout = Duration(seconds: 3)
  package let retries = 3
  package let start = Duration(seconds: 30)
  package let startInterval = Duration(seconds: 1)
  /// Kubernetes restarts what refuses so many connections in a row.
  package let liveRetries = 6

  /// How long the question itself may take.
  package var limit: Duration { HealthTimes.limit(below: timeout) }

  /// How often Kubernetes asks until it gives a start up.
  package var startRetries: Int { start.secondsRoundedUp / startInterval.secondsRoundedUp }
}

/// How Swarm and Kubernetes replace gateways.
package struct GatewayRollingPlan: Sendable {
  package let batch = 1
  package let order: Traced<Strategy.Order>
  /// How long a new one has to run before the next one's turn.
  package let pause: Duration
  package let monitor: Duration
  /// How long Kubernetes lets a rollout stand still.
  package let progress: Duration
}
