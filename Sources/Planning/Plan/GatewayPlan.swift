package import Diagnostics
package import ManifestModel

/// The nginx in front, as one target runs it.
package final class GatewayPlan: Sendable {
  package let name: Traced<String>
  package let range: SourceRange
  /// Plain nginx.
  package let image: DeployText
  /// The image with the static files, under Swarm and Kubernetes where there are any; its tag is
  /// the variable `GATEWAY_TAG`.
  package let builtImage: DeployText?
  package let isPushed: Bool
  package let containerName: String
  package let replicas: Traced<Int>
  /// The host's (the Service's) ports.
  package let http: Traced<Int>?
  package let https: Traced<Int>?
  /// The host's address of these ports; `nil`: every one.
  package let address: Traced<String>?
  /// The container's ports: 80 and 443, on Kubernetes 8080 and 8443.
  package let httpContainerPort: Int
  package let httpsContainerPort: Int
  package let redirect: Traced<Bool>
  package let certificates: HostPath?
  package let healthPath: Traced<String>
  /// As files call them.
  package let networks: [Traced<String>]
  package let serverNames: [Traced<String>]
  package let maxBodySize: Traced<ByteSize>
  package let gzip: Traced<Bool>
  package let logFormat: Traced<Gateway.LogFormat>
  package let securityHeaders: Traced<Bool>
  /// Proxies whose word counts.
  package let trust: [Traced<String>]
  package let staticFiles: StaticPlan?
  package let routes: [RoutePlan]
  /// Each routed service once, in the order of the services.
  package let upstreams: [UpstreamPlan]
  /// Routed singletons and backing services. A set: every route asks.
  private let existOnce: Set<String>
  package let snippets: SnippetsPlan
  /// How long an old worker may go on: the longest drain.
  package let workerShutdownSeconds: Traced<Int>
  /// How long a worker that ends still keeps a client's idle connection.
  package let keepaliveMinimumSeconds: Traced<Int>
  package let stop: StopPlan
  package let check: GatewayCheckPlan
  package let rolling: GatewayRollingPlan
  /// As that of a service.
  package let logging: LoggingPlan?
  /// On Kubernetes, where the manifest has no word for it.
  package let resources: ResourcesPlan

  init(
    name: Traced<String>, range: SourceRange, image: DeployText, builtImage: DeployText?,
    isPushed: Bool, containerName: String, replicas: Traced<Int>, http: Traced<Int>?,
    https: Traced<Int>?, address: Traced<String>?, httpContainerPort: Int, httpsContainerPort: Int,
    redirect: Traced<Bool>,
    certificates: HostPath?, healthPath: Traced<String>,
    networks: [Traced<String>], serverNames: [Traced<String>],
    maxBodySize: Traced<ByteSize>, gzip: Traced<Bool>, logFormat: Traced<Gateway.LogFormat>,
    securityHeaders: Traced<Bool>, trust: [Traced<String>],
    staticFiles: StaticPlan?, routes: [RoutePlan],
    upstreams: [UpstreamPlan], snippets: SnippetsPlan, workerShutdownSeconds: Traced<Int>,
    keepaliveMinimumSeconds: Traced<Int>, stop: StopPlan, check: GatewayCheckPlan,
    rolling: GatewayRollingPlan, logging: LoggingPlan?, resources: ResourcesPlan
  ) {
    self.name = name
    self.range = range
    self.image = image
    self.builtImage = builtImage
    self.isPushed = isPushed
    self.containerName = containerName
    self.replicas = replicas
    self.http = http
    self.https = https
    self.address = address
    self.httpContainerPort = httpContainerPort
    self.httpsContainerPort = httpsContainerPort
    self.redirect = redirect
    self.certificates = certificates
    self.healthPath = healthPath
    self.networks = networks
    self.serverNames = serverNames
    self.maxBodySize = maxBodySize
    self.gzip = gzip
    self.logFormat = logFormat
    self.securityHeaders = securityHeaders
    self.trust = trust
    self.staticFiles = staticFiles
    self.routes = routes
    self.upstreams = upstreams
    existOnce = Set(upstreams.filter { !$0.isColoured }.map { $0.service.value })
    self.snippets = snippets
    self.workerShutdownSeconds = workerShutdownSeconds
    self.keepaliveMinimumSeconds = keepaliveMinimumSeconds
    self.stop = stop
    self.check = check
    self.rolling = rolling
    self.logging = logging
    self.resources = resources
  }

  package struct StaticPlan: Sendable {
    package let directory: HostPath
    package let isSinglePage: Bool
  }

  package struct SnippetsPlan: Sendable {
    package let http: Traced<String>?
    package let server: Traced<String>?
  }
}

extension GatewayPlan {
  /// `127.0.0.1:80`; the port alone where every address has it.
  package func onHost(_ port: Int) -> String { address == nil ? String(port) : "\(host):\(port)" }

  /// The host as URLs have it, from itself: an IPv6 address in brackets.
  package var host: String {
    guard let address = address?.value else { return "localhost" }
    return address.contains(":") ? "[\(address)]" : address
  }

  /// Where the host itself asks for its ports.
  package var askedAddress: String { address?.value ?? "127.0.0.1" }
}

extension GatewayPlan {
  /// When the one gateway of a host is replaced: how long what is under way may still take while
  /// nothing listens, and how long that is in all. Measured: docs/engine-report.md.
  package static let handoverSeconds = 1
  package static let awaySeconds = 3

  /// The listener that no published port reaches: the scripts ask here.
  package static let internalPort = 8079
  /// The user 'nginx' of the official image, and its group.
  package static let nginxUser = 101

  package var runImage: DeployText { builtImage ?? image }

  /// Whom a rehearsal asks for.
  package var rehearsedHost: String { serverNames.first?.value ?? "127.0.0.1" }

  /// Where http is sent on to.
  package var redirectPort: Int { https?.value ?? 443 }

  /// `tls.crt`, `tls.key`, and the same per server name; none without certificates.
  package var certificateFiles: [String] {
    guard certificates != nil else { return [] }
    let names = serverNames.isEmpty ? ["tls"] : serverNames.map(\.value)
    return names.flatMap { ["\($0).crt", "\($0).key"] }
  }

  /// Whether each colour has that routed service, so that a switch moves its requests.
  package func isColoured(_ service: String) -> Bool {
    !existOnce.contains(service)
  }

  /// The routes of what exists once, whose requests have no answer while that is replaced.
  package func routes(ofOne service: String) -> [RoutePlan] {
    guard !isColoured(service) else { return [] }
    return routes.filter { route in
      if case .service(let name) = route.destination { name.value == service } else { false }
    }
  }

  /// The routes by regular expression, in the order in which nginx tries them.
  package var expressions: [RoutePlan] { routes.filter { $0.match.expression != nil } }

  /// Whether the version before has files of its own beside those of the one that serves.
  package var keepsFilesBefore: Bool {
    staticFiles != nil
      || routes.contains { route in
        if case .volume(_, isPerVersion: true) = route.destination { true } else { false }
      }
  }

  /// The secrets of names and passwords, each once.
  package var logins: [Traced<String>] {
    var seen: Set<String> = []
    return routes.compactMap(\.login).filter { seen.insert($0.value).inserted }
  }

  /// Where the gateway has such a secret, on every engine alike.
  package static func file(of login: Traced<String>) -> String { "/run/secrets/\(login.value)" }

  /// The volumes whose files routes answer with, each once, in the order of the routes.
  package var servedVolumes: [Traced<String>] {
    var seen: Set<String> = []
    return routes.compactMap { route in
      guard case .volume(let key, _) = route.destination, seen.insert(key.value).inserted else {
        return nil
      }
      return key
    }
  }
}

/// Paths and what answers them.
package struct RoutePlan: Sendable {
  package enum Destination: Sendable {
    case service(Traced<String>)
    /// Files of a volume; `isPerVersion`: the active colour's.
    case volume(Traced<String>, isPerVersion: Bool)
    case redirect(to: Traced<String>, status: Traced<Int>)
  }

  package struct Header: Sendable {
    package let name: String
    /// Empty: it is taken away.
    package let value: Traced<String>
  }

  package struct RateLimit: Sendable {
    /// Where nginx counts.
    package let zone: String
    package let rate: Traced<RequestRate>
    package let burst: Traced<Int>
  }

  /// As it is written.
  package let key: Traced<String>
  package let match: RouteMatch
  package let destination: Destination
  package let isWebSocket: Bool
  package let timeout: Traced<Duration>
  package let stripsPrefix: Bool
  /// Server-sent events.
  package let isEvents: Bool
  package let buffersAnswers: Bool
  package let buffersRequests: Bool
  /// What the path, or the part of it that the route is by, becomes.
  package let rewrite: Traced<String>?
  package let requestHeaders: [Header]
  package let responseHeaders: [Header]
  /// The clients that may ask; `nil`: all.
  package let allow: Traced<[Traced<String>]>?
  package let deny: [Traced<String>]
  package let rateLimit: RateLimit?
  /// The secret of names and passwords.
  package let login: Traced<String>?
  /// Text that goes into its `location`.
  package let snippet: Traced<String>?
  package let flags: Flags

  /// Where the flags were written; `nil` for one that was not.
  package struct Flags: Sendable {
    package let webSocket: Origin?
    package let stripPrefix: Origin?
    package let events: Origin?
    package let bufferAnswers: Origin?
    package let bufferRequests: Origin?
  }
}

/// A routed service's port; addresses are the target's: `django-blue`, `tasks.django`, `django`.
package struct UpstreamPlan: Sendable {
  package let service: Traced<String>
  /// Singletons and backing services exist once: no colour of their own has traffic.
  package let role: ServicePlan.Role
  package let port: Traced<Int>
  package let health: HealthPlan?
}

extension UpstreamPlan {
  package var isColoured: Bool { role == .web }

  /// The names under blue-green of what exists once. Of a singleton's two one is there at a time.
  package var addressesOfOne: [String] {
    role == .backing
      ? [service.value] : Colour.allCases.map { "\(service.value)-\($0.rawValue)" }
  }
}

extension ByteSize {
  /// nginx' own 1 MiB refuses what a phone's camera makes.
  static let usualBody = ByteSize(bytes: 64 << 20)
}
