package import ManifestModel

/// The times that zdc's artefacts state whatever the manifest says.
package struct EngineTimes: Sendable {
  /// How long nginx keeps a name's addresses (`resolver … valid=`).
  package let resolverValid = Duration(seconds: 1)
  /// How long nginx waits for a name's addresses.
  package let resolverTimeout = Duration(seconds: 2)
  /// How long nginx waits at most for a server to take a connection. It tries twice, also where there
  /// is but one: a busy server whose queue is full hears of it at 0, 1, 3, 5, 6 and 8 s.
  package let connectTimeout = Duration(seconds: 5)
  /// After so many failures nginx leaves an address alone, for so long; where all addresses are left
  /// alone it asks them all the same. Measured: docs/gateway.md.
  package static let failuresUntilLeft = 3
  package let leftAlone = Duration(seconds: 10)
  /// nginx takes no new request on a connection to a pod once it is this old …
  package let keepaliveTime = Duration(seconds: 5)
  /// … and keeps it idle for so long, as it does every connection to a server.
  package let keepaliveTimeout = Gateway.keepaliveTimeout
  /// How long a client may come back to its TLS session; nginx' own 5 min are over when somebody
  /// comes back to a page.
  package let tlsSession = Duration(seconds: 86_400)
  package let gatewayCheck = GatewayCheckTimes()
  /// How long a node may take to pull an image.
  package let imagePull = Duration(seconds: 300)
  /// How long a worker without a check has to run before it counts as up.
  package let uncheckedStart = Duration(seconds: 10)
  /// How long the script waits for old nginx workers beyond their own limit.
  package let drainSpare = Duration(seconds: 10)
  /// How long Swarm waits before it starts a task anew, and before it tries a release again.
  package let restartDelay = Duration(seconds: 5)
  package let releaseRetryDelay = Duration(seconds: 30)
  /// A rollback waits for nothing between two tasks.
  package let rollbackDelay = Duration(seconds: 0)
  /// How often Swarm tries a release, and how many versions Kubernetes keeps for
  /// `kubectl rollout undo`.
  package static let releaseAttempts = 5
  package static let revisionsKept = 5
  /// How long a database may take before its first answer.
  static let firstInitialisation = Duration(seconds: 600)
  /// What a gateway may take beside the pull of its image.
  static let gatewayProgress = Duration(seconds: 60)
  /// What a process has after its pause to end by itself.
  static let graceSpare = Duration(seconds: 5)
  static let defaultDrain = Duration(seconds: 30)
  static let defaultHealthTimeout = Duration(seconds: 120)
  static let longestKeepaliveMinimum = Duration(seconds: 10)

  /// How long it takes until nobody sends a stopped instance anything new: nginx is told at once
  /// under Compose; Swarm's names live 1 s in nginx's resolver; Kubernetes' endpoints and nginx's
  /// kept connections take up to 10 s.
  package let propagation: Duration

  init(_ target: Target) {
    switch target {
    case .blueGreen: propagation = Duration(seconds: 0)
    case .swarm: propagation = Duration(seconds: 2)
    case .kubernetes: propagation = Duration(seconds: 10)
    }
  }
}
