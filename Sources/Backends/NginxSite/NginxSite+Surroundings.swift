import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What a gateway has to be told once: of names, hosts, TLS, and where it may write.
extension NginxSite {
  /// What services get as Host. `$host` has lost the port, without which Django and Rails refuse a
  /// form from http://shop:8080. `$http_host` is nothing where an HTTP/1.0 client sends none, and where
  /// the request line names another host it is not the one that nginx chose the server by.
  /// (`$is_request_port$request_port` would say it from nginx 1.29.3 on.)
  var clientHost: NginxTree {
    block("map", "$host $http_host", "$client_host") {
      directive("default", "$host")
      directive("~*^(\\S+) \\1\\.?(?<client_port>:\\d+)$", "$host$client_port")
      if gateway.serverNames.isEmpty { directive("_ ", "$server_addr") }
    }.because(
      remark(
        "The host that the client asked for, with the port that it wrote.",
        "클라이언트가 물은 호스트와, 함께 적은 포트입니다."))
  }

  var resolver: [NginxTree] {
    [
      directive(
        "resolver", "127.0.0.11", "valid=\(times.resolverValid.secondsRoundedUp)s", "ipv6=off"
      ).because(
        remark(
          "Docker's DNS; an address is looked up again every second.",
          "Docker의 DNS입니다. 주소를 1초마다 다시 묻습니다.")),
      directive("resolver_timeout", "\(times.resolverTimeout.secondsRoundedUp)s"),
    ]
  }

  var tlsSessions: [NginxTree] {
    [
      directive("ssl_session_cache", "shared:tls:\(verbatim: GatewayPlan.tlsSessions)")
        .from(gateway.https?.origin).because(
          remark(
            "Shared, and so kept over a reload: sessions, and the keys of tickets.",
            "공유하므로 다시 읽어도 남습니다. 세션과 티켓의 키입니다.")),
      directive("ssl_session_timeout", "\(times.tlsSession.secondsRoundedUp)s")
        .from(gateway.https?.origin),
    ]
  }

  var log: [NginxTree] {
    let origin = gateway.logFormat.origin
    guard gateway.logFormat.value == .json else {
      return [directive("access_log", "/dev/stdout").from(origin)]
    }
    let fields =
      logged + (isColoured ? [("colour", "$colour"), ("deployment", "$serial")] : [])
    let text = fields.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    return [
      directive("log_format", "zdc_json", "escape=json", .verbatim("{\(text)}")).from(origin),
      directive("access_log", "/dev/stdout", "zdc_json").from(origin),
    ]
  }

  /// All of it text: a status may be 000, and there may be several times.
  private var logged: [(name: String, value: String)] {
    [
      ("time", "$time_iso8601"), ("client", "$remote_addr"), ("method", "$request_method"),
      ("scheme", clientScheme.token), ("host", "$host"), ("uri", "$request_uri"),
      ("protocol", "$server_protocol"), ("status", "$status"), ("bytes", "$body_bytes_sent"),
      ("seconds", "$request_time"), ("referer", "$http_referer"), ("agent", "$http_user_agent"),
      ("upstream", "$upstream_addr"), ("upstreamStatus", "$upstream_status"),
      ("upstreamSeconds", "$upstream_response_time"), ("request", "$request_id"),
    ]
  }

  var compression: [NginxTree] {
    let origin = gateway.gzip.origin
    return [
      directive("gzip", "on").from(origin),
      directive("gzip_vary", "on").from(origin),
      directive("gzip_proxied", "any").from(origin).because(
        remark(
          "By way of another proxy too; nginx thinks every request with Via can't take it.",
          "다른 프록시를 거쳐도 압축합니다. nginx는 Via가 있는 요청은 압축하지 않습니다.")),
      directive("gzip_min_length", "\(GatewayPlan.leastCompressed)").from(origin),
      directive(
        "gzip_types", arguments: GatewayPlan.compressedTypes.map { NginxText.verbatim($0) }
      ).from(origin),
    ]
  }

  /// Empty, and so not sent, where the service sends one of its own.
  var security: [NginxTree] {
    let origin = gateway.securityHeaders.origin
    let maps = Gateway.securityHeaders.map { header -> NginxTree in
      let isOfTLS = header.name == "Strict-Transport-Security"
      let own = "$upstream_http_" + header.name.lowercased().replacingAll("-", with: "_")
      return block(
        "map", .verbatim(isOfTLS ? clientScheme.token + own : own),
        .verbatim("$\(header.variable)"), origin: origin
      ) {
        directive("default", "")
        directive(isOfTLS ? "https" : "", .verbatim(header.value))
      }
    }
    return maps + securityHeaders(beside: [])
  }

  /// - Parameter names: those that are set otherwise, in lower case.
  func securityHeaders(beside names: Set<String>) -> [NginxTree] {
    Gateway.securityHeaders.filter { !names.contains($0.name.lowercased()) }.map { header in
      directive("add_header", .verbatim(header.name), .verbatim("$\(header.variable)"), "always")
        .from(gateway.securityHeaders.origin)
    }
  }

  var temporaryFolders: [NginxTree] {
    ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { kind in
      directive(.verbatim("\(kind)_temp_path"), .verbatim("/tmp/\(kind)"))
    }
  }
}
