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

  var temporaryFolders: [NginxTree] {
    ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { kind in
      directive(.verbatim("\(kind)_temp_path"), .verbatim("/tmp/\(kind)"))
    }
  }
}
