import Diagnostics
import ManifestModel

/// What the gateway's confs must state, on all targets.
struct GatewayFacts {
  let gateway: GatewayPlan
  let plan: TargetPlan
  let isColoured: Bool
  /// Not root, and nothing writable but `/tmp`.
  let isConfined: Bool
  var origin: Origin { gateway.name.origin }

  init(_ gateway: GatewayPlan, in plan: TargetPlan) {
    self.gateway = gateway
    self.plan = plan
    isColoured = plan.target == .blueGreen
    isConfined = plan.target == .kubernetes
  }

  /// A whole conf around the contents of its `http` block.
  func conf(_ http: (inout ConfFacts) -> Void) -> [DeploymentFact] {
    var inner = ConfFacts()
    inner.block("http", from: origin) { http(&$0) }
    var conf = ConfFacts()
    conf.directive("worker_processes", "auto", from: origin)
    conf.directive("error_log", "/dev/stderr", "warn", from: origin)
    conf.directive("pid", isConfined ? "/tmp/nginx.pid" : "/run/nginx.pid", from: origin)
    let drain = gateway.workerShutdownSeconds
    conf.add(.drain, Duration(seconds: drain.value).description, from: drain.origin)
    conf.block("events", from: origin) {
      $0.directive("worker_connections", "4096", from: origin)
    }
    guard inner.usesDollar else { return conf.list.facts + inner.list.facts }
    var dollar = ConfFacts()
    dollar.block("http", from: origin) { dollar in
      dollar.block("geo", "$zdc_dollar", from: origin) {
        $0.directive("default", "$", from: origin)
      }
    }
    return conf.list.facts + dollar.list.facts + inner.list.facts.dropFirst()
  }

  /// Types, logs, limits, and what the target's surroundings ask for.
  func basics(_ conf: inout ConfFacts) {
    conf.directive("include", "/etc/nginx/mime.types", from: origin)
    conf.directive("default_type", "application/octet-stream", from: origin)
    conf.directive("access_log", "/dev/stdout", from: origin)
    conf.directive("server_tokens", "off", from: origin)
    conf.directive("sendfile", "on", from: origin)
    if gateway.knowsMinimumKeepalive {
      let minimum = gateway.keepaliveMinimumSeconds
      conf.directive("keepalive_min_timeout", "\(minimum.value)s", from: minimum.origin)
    }
    if let size = gateway.maxBodySize {
      conf.add(.maxBodySize, size.value.description, from: size.origin)
    }
    if isConfined {
      for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        conf.directive("\(kind)_temp_path", "/tmp/\(kind)", from: origin)
      }
    } else {
      let valid = "valid=\(plan.engineTimes.resolverValid.secondsRoundedUp)s"
      conf.directive("resolver", "127.0.0.11", valid, "ipv6=off", from: origin)
      conf.directive("resolver_timeout", "2s", from: origin)
    }
    guard let socket = gateway.routes.first(where: \.isWebSocket) else { return }
    conf.block("map", "$http_upgrade", "$connection_upgrade", from: socket.prefix.origin) {
      $0.directive("default", "upgrade", from: socket.prefix.origin)
      $0.directive("", "", from: socket.prefix.origin)
    }
  }

  /// An upstream whose addresses are asked again while nginx runs.
  func upstream(
    _ name: String, address: String, of upstream: UpstreamPlan, _ conf: inout ConfFacts
  ) {
    let origin = upstream.service.origin
    conf.block("upstream", name, from: origin) { conf in
      conf.directive("zone", name, "64k", from: origin)
      conf.add(.upstreamAddress, address, from: origin)
      conf.add(.port, String(upstream.port.value), from: upstream.port.origin)
      conf.add(.upstreamFlags, "resolve", from: origin)
      conf.directive("keepalive", "32", from: origin)
      conf.directive(
        "keepalive_timeout", "\(plan.engineTimes.keepaliveTimeout.secondsRoundedUp)s", from: origin)
    }
  }
}

extension GatewayPlan {
  /// nginx 1.27.4 and later know `keepalive_min_timeout`; a tag that leaves the last number open
  /// means the newest.
  fileprivate var knowsMinimumKeepalive: Bool {
    let text = image.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let name, let value): value ?? "unset-\(name)"
      }
    }.joined()
    guard let tag = text.split(separator: "/").last?.split(separator: ":").dropFirst().first
    else { return false }
    let numbers = tag.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      .split(separator: ".").compactMap { Int($0) }
    guard !numbers.isEmpty else { return false }
    for (number, wanted) in zip(numbers, [1, 27, 4]) where number != wanted {
      return number > wanted
    }
    return true
  }
}
