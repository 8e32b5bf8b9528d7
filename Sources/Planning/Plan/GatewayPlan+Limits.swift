extension GatewayPlan {
  /// A worker's connections, to clients and to servers, and the files that it may have open: beside
  /// each connection to a client a file that it is sent, or that its body waits in. Since Engine 29 a
  /// container begins with 1,024 (containerd 2 has no limit of its own, and systemd's default is
  /// that), and a worker may raise it to the hard limit, 524,288.
  package static let workerConnections = 4096
  /// Memory of the two counts of what is under way: the least that nginx takes on every machine.
  package static let countedColours = "1m"
  /// The most that nginx counts of one.
  package static let mostCounted = 65535
  package static let workerFiles = 10_240

  /// What nginx keeps of TLS sessions: a megabyte holds about 4,000 (nginx: ssl_session_cache).
  package static let tlsSessions = "10m"

  /// What nginx keeps of clients whose requests it counts: a megabyte holds 8,000 or more (nginx:
  /// limit_req_zone).
  package static let countedClients = "10m"

  /// Types of answers that become smaller; nginx has text/html without being told. Not those that are
  /// compressed already, and not text/event-stream, which would wait for a buffer to fill.
  package static let compressedTypes = [
    "text/plain", "text/css", "text/xml", "text/javascript", "text/vtt", "application/javascript",
    "application/json", "application/ld+json", "application/manifest+json", "application/xml",
    "application/rss+xml", "application/atom+xml", "application/xhtml+xml", "application/wasm",
    "application/graphql-response+json", "application/problem+json", "image/svg+xml",
    "image/x-icon", "font/otf", "font/ttf",
  ]

  /// Smaller answers fit into one packet anyway.
  package static let leastCompressed = 1000

  /// Whether nginx answers with files itself.
  package var servesFiles: Bool { staticFiles != nil || !servedVolumes.isEmpty }
}
