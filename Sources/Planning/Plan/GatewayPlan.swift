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
  /// The container's ports: 80 and 443, on Kubernetes 8080 and 8443.
  package let httpContainerPort: Int
  package let httpsContainerPort: Int
  package let redirect: Traced<Bool>
  package let certificates: HostPath?
  package let healthPath: Traced<String>
  package let serverNames: [Traced<String>]
  package let maxBodySize: Traced<ByteSize>
  package let staticFiles: StaticPlan?
  package let routes: [RoutePlan]
  /// Each routed service once, in the order of the services.
  package let upstreams: [UpstreamPlan]
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
    https: Traced<Int>?, httpContainerPort: Int, httpsContainerPort: Int, redirect: Traced<Bool>,
    certificates: HostPath?, healthPath: Traced<String>, serverNames: [Traced<String>],
    maxBodySize: Traced<ByteSize>, staticFiles: StaticPlan?, routes: [RoutePlan],
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
    self.httpContainerPort = httpContainerPort
    self.httpsContainerPort = httpsContainerPort
    self.redirect = redirect
    self.certificates = certificates
    self.healthPath = healthPath
    self.serverNames = serverNames
    self.maxBodySize = maxBodySize
    self.staticFiles = staticFiles
    self.routes = routes
    self.upstreams = upstreams
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

/// A path prefix and what answers it.
package struct RoutePlan: Sendable {
  package enum Destination: Sendable {
    case service(Traced<String>)
    /// Files of a volume; `isPerVersion`: the active colour's.
    case volume(Traced<String>, isPerVersion: Bool)
  }

  package let prefix: Traced<String>
  package let destination: Destination
  package let isWebSocket: Bool
  package let timeout: Traced<Duration>
  package let stripsPrefix: Bool
  package let isBuffered: Bool
  /// Text that goes into its `location`.
  package let snippet: Traced<String>?
  package let flags: Flags

  /// Where the flags were written; `nil` for one that was not.
  package struct Flags: Sendable {
    package let webSocket: Origin?
    package let stripPrefix: Origin?
    package let buffering: Origin?
  }
}

/// A routed service's port; addresses are the target's: `django-blue`, `tasks.django`, `django`.
package struct UpstreamPlan: Sendable {
  package let service: Traced<String>
  package let port: Traced<Int>
  package let health: HealthPlan?
}

extension ByteSize {
  /// nginx' own 1 MiB refuses what a phone's camera makes.
  static let usualBody = ByteSize(bytes: 64 << 20)
}
