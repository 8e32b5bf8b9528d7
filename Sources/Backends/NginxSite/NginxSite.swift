import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What the gateway's conf says on all targets alike: servers, locations, headers.
///
/// They differ in where an upstream's name leads: under blue-green through `$colour`, elsewhere to
/// the service itself; and on Kubernetes nginx is not root.
struct NginxSite: Sendable {
  let gateway: GatewayPlan
  let project: Traced<String>
  let remark: Remark
  let release: NginxRelease
  let isColoured: Bool
  let times: EngineTimes
  /// Not root, and nothing writable but `/tmp`.
  let isConfined: Bool

  init(_ gateway: GatewayPlan, in plan: TargetPlan) {
    self.gateway = gateway
    project = plan.project.name
    remark = Remark(plan.project.comments)
    release = NginxRelease(image: gateway.image)
    isColoured = plan.target == .blueGreen
    times = plan.engineTimes
    isConfined = plan.target == .kubernetes
  }

  /// A whole conf around the contents of its `http` block.
  func conf(_ http: [NginxTree]) -> [NginxTree] {
    let needsDollar = http.contains(where: \.usesDollar)
    return NginxBuilder.buildBlock(
      [
        directive("worker_processes", "auto"),
        directive("worker_rlimit_nofile", "\(GatewayPlan.workerFiles)").because(
          remark(
            "A container may begin with 1024 files, too few for worker_connections.",
            "컨테이너는 파일 1024개로 시작할 수 있고, worker_connections에는 모자랍니다.")),
        directive("error_log", "/dev/stderr", "warn"),
        directive("pid", isConfined ? "/tmp/nginx.pid" : "/run/nginx.pid"),
        directive("worker_shutdown_timeout", "\(gateway.workerShutdownSeconds.value)s")
          .from(gateway.workerShutdownSeconds.origin)
          .because(
            remark(
              "How long an old worker may finish requests and WebSockets (strategy.drain).",
              "옛 워커가 요청과 WebSocket을 끝낼 수 있는 시간입니다 (strategy.drain).")),
      ],
      [
        block("events") { directive("worker_connections", "\(GatewayPlan.workerConnections)") },
        block("http") {
          if needsDollar { NginxTree.dollarDefinition }
          http
        },
      ])
  }

  /// Types, logs, limits, and what the target's surroundings ask for.
  func basics() -> [NginxTree] {
    var parts = [
      directive("include", "/etc/nginx/mime.types")
    ]
    if gateway.servesFiles { parts.append(types) }
    parts.append(directive("default_type", "application/octet-stream"))
    parts += log
    parts += [
      directive("server_tokens", "off"),
      directive("sendfile", "on"),
      directive("absolute_redirect", "off").because(
        remark(
          "nginx's own redirects name no host and no port: it does not know those of the client.",
          "nginx가 스스로 보내는 리디렉션에는 호스트와 포트를 쓰지 않습니다. 클라이언트의 것을 모르기 때문입니다.")),
    ]
    if release.isAtLeast(1, 27, 4) {
      parts.append(
        directive(
          "keepalive_min_timeout", "\(gateway.keepaliveMinimumSeconds.value)s"
        ).because(
          remark(
            "A request that crosses the end of its connection is still answered.",
            "연결이 닫히는 순간에 온 요청에도 응답합니다.")))
    }
    let size = gateway.maxBodySize
    parts.append(
      directive("client_max_body_size", .verbatim(Self.size(size.value))).from(size.origin))
    if gateway.gzip.value { parts += compression }
    if gateway.securityHeaders.value { parts += security }
    parts += isConfined ? temporaryFolders : resolver
    if gateway.https != nil { parts += tlsSessions }
    parts += trustedProxies
    parts += limits
    if !gateway.upstreams.isEmpty { parts.append(clientHost) }
    if gateway.routes.contains(where: \.isWebSocket) {
      parts.append(
        block("map", "$http_upgrade", "$connection_upgrade") {
          directive("default", "upgrade")
          directive("", "")
        })
    }
    return parts
  }

  /// `upstream NAME`: addresses are asked again while nginx runs, and connections are kept.
  func upstream(_ name: String, addresses: [String], of plan: UpstreamPlan) -> NginxTree {
    let servers = addresses.map { address in "\(address):\(plan.port.value)" as NginxText }
    let why = remark(
      "A replica that fails is left alone for a while; where all are, all are asked.",
      "실패하는 복제본은 잠시 쉬게 합니다. 모두 쉬는 중이면 모두에게 묻습니다.")
    return block("upstream", "\(name)", origin: plan.service.origin) {
      directive("zone", "\(name)", "64k")
      for (position, server) in servers.enumerated() {
        let asked = directive(
          "server", server, "resolve", "max_fails=\(EngineTimes.failuresUntilLeft)",
          "fail_timeout=\(times.leftAlone.secondsRoundedUp)s"
        ).from(plan.port.origin)
        position == 0 ? asked.because(why) : asked
      }
      for server in servers {
        directive("server", server, "resolve", "max_fails=0", "backup").from(plan.port.origin)
      }
      directive("keepalive", "32")
      idleLimit
    }
  }

  /// How long an unused connection to a server is kept: for less than any server keeps it.
  var idleLimit: NginxTree {
    directive("keepalive_timeout", "\(times.keepaliveTimeout.secondsRoundedUp)s").because(
      remark(
        "nginx closes first: a POST that meets the server's own close would be lost.",
        "nginx가 먼저 닫습니다. 서버가 닫는 순간에 보낸 POST는 잃게 됩니다."))
  }

  /// nginx's sizes: `20m`.
  private static func size(_ size: ByteSize) -> String {
    for (unit, suffix) in [(1 << 30, "g"), (1 << 20, "m"), (1 << 10, "k")]
    where size.bytes % unit == 0 {
      return "\(size.bytes / unit)\(suffix)"
    }
    return String(size.bytes)
  }
}
