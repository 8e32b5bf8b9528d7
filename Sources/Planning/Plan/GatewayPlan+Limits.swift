extension GatewayPlan {
  /// A worker's connections, to clients and to servers, and the files that it may have open: beside
  /// each connection to a client a file that it is sent, or that its body waits in. Since Engine 29 a
  /// container begins with 1,024 (containerd 2 has no limit of its own, and systemd's default is
  /// that), and a worker may raise it to the hard limit, 524,288.
  package static let workerConnections = 4096
  package static let workerFiles = 10_240

  /// What nginx keeps of TLS sessions: a megabyte holds about 4,000 (nginx: ssl_session_cache).
  package static let tlsSessions = "10m"

  /// Whether nginx answers with files itself.
  package var servesFiles: Bool { staticFiles != nil || !servedVolumes.isEmpty }
}
