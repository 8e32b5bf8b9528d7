import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Who may ask, how often, and by whose word nginx knows who asks.
extension NginxSite {
  /// Of lines that fit nginx takes the first.
  func access(_ route: RoutePlan) -> [NginxTree] {
    var parts = route.deny.map { directive("deny", .verbatim($0.value)).from($0.origin) }
    if let allow = route.allow {
      parts += allow.value.map { directive("allow", .verbatim($0.value)).from($0.origin) }
      parts.append(directive("deny", "all").from(allow.origin))
    }
    if let login = route.login {
      parts.append(
        directive("auth_basic", "\(project.value)").from(
          login.origin.and([project.origin.range])))
      parts.append(
        directive("auth_basic_user_file", .verbatim(GatewayPlan.file(of: login))).from(login.origin)
      )
    }
    if let limit = route.rateLimit {
      let zone: NginxText = "zone=\(limit.zone)"
      let burst: NginxText = "burst=\(limit.burst.value)"
      parts.append(
        (limit.burst.value == 0
          ? directive("limit_req", zone) : directive("limit_req", zone, burst, "nodelay"))
          .from(limit.burst.origin.and([limit.rate.origin.range])))
    }
    return parts
  }

  /// What each route counts, by whatever server it is asked.
  var limits: [NginxTree] {
    let limits = gateway.routes.compactMap(\.rateLimit)
    guard let origin = Origin.joined(limits.map(\.rate.origin)) else { return [] }
    return limits.map { limit in
      let rate = limit.rate.value
      return directive(
        "limit_req_zone", "$binary_remote_addr",
        "zone=\(limit.zone):\(verbatim: GatewayPlan.countedClients)",
        "rate=\(rate.count)r/\(verbatim: rate.unit)"
      ).from(limit.rate.origin)
    } + [directive("limit_req_status", "429").from(origin)]
  }

  /// `https` where the client speaks that, be it with a proxy in front that may say so.
  var clientScheme: NginxText { gateway.trust.isEmpty ? "$scheme" : "$client_scheme" }

  /// Traefik says `wss` of a WebSocket.
  private static let schemes: [(said: String, meant: String)] = [
    ("https", "https"), ("http", "http"), ("wss", "https"), ("ws", "http"),
  ]

  var trustedProxies: [NginxTree] {
    guard let origin = Origin.joined(gateway.trust.map(\.origin)) else { return [] }
    return gateway.trust.map { directive("set_real_ip_from", .verbatim($0.value)).from($0.origin) }
      + [
        directive("real_ip_header", "X-Forwarded-For").from(origin),
        directive("real_ip_recursive", "on").from(origin).because(
          remark(
            "The client is the last address that no trusted proxy has: before it anybody may write.",
            "클라이언트는 신뢰하는 프록시가 아닌 마지막 주소입니다. 그 앞에는 누구나 쓸 수 있습니다.")),
        block("geo", "$realip_remote_addr", "$zdc_trusted", origin: origin) {
          directive("default", "0")
          for network in gateway.trust {
            directive(.verbatim(network.value), "1").from(network.origin)
          }
        },
        block("map", "$zdc_trusted $http_x_forwarded_proto", "$client_scheme", origin: origin) {
          directive("default", "$scheme")
          for scheme in Self.schemes {
            directive(.verbatim("1 \(scheme.said)"), .verbatim(scheme.meant))
          }
        },
      ]
  }
}
