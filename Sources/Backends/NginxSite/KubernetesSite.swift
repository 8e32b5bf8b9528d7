import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// nginx.conf of the gateway on Kubernetes.
///
/// Upstreams are Services by name, resolved once: a Service keeps its address as long as it
/// exists. (`resolve` needs the address of the cluster's DNS, which differs from one distribution
/// to the next.)
struct KubernetesSite: Sendable {
  let gateway: GatewayPlan
  let remark: Remark
  let release: NginxRelease

  init(_ gateway: GatewayPlan, in plan: TargetPlan) {
    self.gateway = gateway
    remark = Remark(plan.project.comments)
    release = NginxRelease(image: gateway.image)
  }

  static func file(for gateway: GatewayPlan, in plan: TargetPlan) -> OutputFile {
    let parts = KubernetesSite(gateway, in: plan).parts()
    return NginxWriter.file(path: "nginx.conf", header: [], parts: parts)
  }

  private func parts() -> [NginxTree] {
    let http = http()
    let needsDollar = http.contains(where: \.usesDollar)
    return NginxBuilder.buildBlock(
      main(),
      [
        block("events") { directive("worker_connections", "1024") },
        block("http") {
          if needsDollar { NginxTree.dollarDefinition }
          http
        },
      ])
  }

  private func main() -> [NginxTree] {
    [
      directive("worker_processes", "auto").because(
        remark(
          "No 'user', since nothing here is root; only /tmp is writable.",
          "root가 아니므로 'user'가 없습니다. 쓸 수 있는 곳은 /tmp뿐입니다.")),
      directive("pid", "/tmp/nginx.pid"),
      directive("error_log", "/dev/stderr", "warn"),
      directive("worker_shutdown_timeout", "\(gateway.workerShutdownSeconds.value)s")
        .from(gateway.workerShutdownSeconds.origin)
        .because(
          remark(
            "After SIGQUIT requests and WebSockets may go on for so long (strategy.drain).",
            "SIGQUIT 뒤에 요청과 WebSocket이 이만큼 더 갈 수 있습니다 (strategy.drain).")),
    ]
  }

  private func http() -> [NginxTree] {
    var parts = basics()
    parts += gateway.upstreams.map(upstream)
    if let snippet = gateway.snippets.http {
      parts.append(raw(snippet.value, origin: snippet.origin))
    }
    if gateway.http != nil { parts.append(plainServer()) }
    if gateway.https != nil { parts += tlsServers() }
    return parts
  }

  private func basics() -> [NginxTree] {
    var parts: [NginxTree] = [
      directive("include", "/etc/nginx/mime.types"),
      directive("default_type", "application/octet-stream"),
      directive("access_log", "/dev/stdout"),
      directive("server_tokens", "off"),
      directive("sendfile", "on"),
    ]
    parts += ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { kind in
      directive(.verbatim("\(kind)_temp_path"), .verbatim("/tmp/\(kind)"))
    }
    if release.isAtLeast(1, 27, 4) {
      parts.append(
        directive("keepalive_min_timeout", "10s").because(
          remark(
            "A client's request that crosses the end of its connection is still answered.",
            "연결이 닫히는 순간에 온 요청에도 응답합니다.")))
    }
    if let size = gateway.maxBodySize {
      parts.append(directive("client_max_body_size", "\(size.value.bytes)").from(size.origin))
    }
    if gateway.routes.contains(where: \.isWebSocket) {
      parts.append(
        block("map", "$http_upgrade", "$connection_upgrade") {
          directive("default", "upgrade")
          directive("", "")
        })
    }
    return parts
  }

  private func upstream(_ upstream: UpstreamPlan) -> NginxTree {
    block("upstream", "\(upstream.service.value)", origin: upstream.service.origin) {
      directive("server", "\(upstream.service.value):\(upstream.port.value)")
        .from(upstream.port.origin)
      directive("keepalive", "32")
      directive("keepalive_time", "5s").because(
        remark(
          "A kept connection to a pod that ends takes its last request before 5 s + 2 s.",
          "끝나 가는 파드로 이어진 연결은 늦어도 5초 + 2초 안에 마지막 요청을 받습니다."))
      directive("keepalive_timeout", "2s")
    }
  }

  /// Where there is TLS and `redirect`, it answers health and certificate challenges, and sends
  /// everything else to https.
  private func plainServer() -> NginxTree {
    block("server", origin: gateway.http?.origin) {
      directive("listen", "\(gateway.httpContainerPort)", "default_server")
      serverName(gateway.serverNames.map(\.value))
      if gateway.redirect.value, let https = gateway.https {
        health()
        location(.decisivePrefix("/.well-known/acme-challenge/")) {
          directive("root", "/etc/zdc/acme")
        }
        location(.prefix("/")) {
          directive(
            "return", "308",
            https.value == 443
              ? "https://$host$request_uri" : "https://$host:\(https.value)$request_uri")
        }.from(gateway.redirect.origin)
      } else {
        site()
      }
    }
  }

  /// One for each server name, since each may have a certificate of its own.
  private func tlsServers() -> [NginxTree] {
    let names = gateway.serverNames.map(\.value)
    guard names.count > 0 else {
      return [tlsServer(names: [], certificate: "tls", isDefault: true)]
    }
    return names.enumerated().map { index, name in
      tlsServer(names: [name], certificate: name, isDefault: index == 0)
    }
  }

  private func tlsServer(names: [String], certificate: String, isDefault: Bool) -> NginxTree {
    block("server", origin: gateway.https?.origin) {
      directive(
        "listen",
        arguments: ["\(gateway.httpsContainerPort)", "ssl"] + (isDefault ? ["default_server"] : []))
      if release.isAtLeast(1, 25, 1) { directive("http2", "on") }
      serverName(names)
      directive("ssl_certificate", "/etc/zdc/tls/\(certificate).crt")
        .from(gateway.certificates?.origin)
      directive("ssl_certificate_key", "/etc/zdc/tls/\(certificate).key")
        .from(gateway.certificates?.origin)
      directive("ssl_protocols", "TLSv1.2", "TLSv1.3")
      site()
    }
  }

  private func serverName(_ names: [String]) -> NginxTree {
    directive("server_name", arguments: names.isEmpty ? ["_"] : names.map { .verbatim($0) })
      .from(gateway.serverNames.first?.origin)
  }
}
