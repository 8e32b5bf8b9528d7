import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// The gateway's conf on Kubernetes: upstreams are Services by name, resolved once, since a Service
/// keeps its address as long as it exists. (`resolve` needs the address of the cluster's DNS, which
/// differs from one distribution to the next.)
enum KubernetesSite {
  /// It goes into a ConfigMap, so it has no header of its own.
  static func file(for gateway: GatewayPlan, in plan: TargetPlan) -> OutputFile {
    let site = NginxSite(gateway, in: plan)
    var http = site.basics()
    http += gateway.upstreams.map { upstream(site, $0) }
    if let snippet = gateway.snippets.http {
      http.append(raw(snippet.value, origin: snippet.origin))
    }
    return NginxWriter.file(
      path: "nginx.conf", header: [], parts: site.conf(http + site.publicServers()))
  }

  /// nginx looks at `keepalive_time` only when a request ends, so an idle connection outlives it by
  /// `keepalive_timeout`: the sum, with some seconds for the endpoints, is the propagation of 10 s
  /// that a pod's pause covers.
  private static func upstream(_ site: NginxSite, _ upstream: UpstreamPlan) -> NginxTree {
    let name = upstream.service.value
    let server: NginxText = "\(name):\(upstream.port.value)"
    return block("upstream", "\(name)", origin: upstream.service.origin) {
      directive("server", server, "max_fails=0").from(upstream.port.origin).because(
        site.remark(
          "Twice: where a pod takes no connection, the next try may lead to another one.",
          "두 번 씁니다. 어느 파드가 연결을 받지 않으면, 다음 시도는 다른 파드로 갈 수 있습니다."))
      directive("server", server, "max_fails=0", "backup").from(upstream.port.origin)
      directive("keepalive", "32")
      directive("keepalive_time", "\(site.times.keepaliveTime.secondsRoundedUp)s").because(
        site.remark(
          "A kept connection to a pod that ends takes its last request before 5 s + 1 s.",
          "끝나 가는 파드로 이어진 연결은 늦어도 5초 + 1초 안에 마지막 요청을 받습니다."))
      site.idleLimit
    }
  }
}
