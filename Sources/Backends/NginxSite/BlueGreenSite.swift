import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// The gateway's confs under blue-green: both colours' upstreams are always loaded, and a link says
/// which of them serves.
enum BlueGreenSite {
  static func files(_ plan: TargetPlan) -> [OutputFile] {
    guard let gateway = plan.gateway else { return [] }
    let site = NginxSite(gateway, in: plan)
    let header = ArtefactHeader.lines(for: plan.project)
    let main = NginxWriter.file(
      path: "docker/nginx/nginx-blue-green.conf", header: header, parts: conf(site, plan))
    return [main]
      + Colour.allCases.map { colour in
        NginxWriter.file(
          path: "docker/nginx/upstreams/\(colour.rawValue).conf", header: header,
          parts: upstreams(site, plan, colour))
      }
  }

  private static func conf(_ site: NginxSite, _ plan: TargetPlan) -> [NginxTree] {
    var http = site.basics()
    http += site.switchMaps
    if site.gateway.keepsFilesBefore {
      http.append(
        block("map", "$colour", "$colour_before") {
          directive("default", "blue")
          directive("blue", "green")
        })
    }
    http.append(
      directive("include", "upstreams/blue.conf").because(
        site.remark(
          "Both, always: an upstream that a reload replaces has no address for a moment.",
          "늘 둘 다 읽습니다. 다시 읽을 때 바뀌는 upstream은 잠시 주소가 없습니다.")))
    http.append(directive("include", "upstreams/green.conf"))
    http += site.gateway.upstreams.filter { !$0.isColoured }.map { upstream in
      site.upstream(upstream.service.value, addresses: upstream.addressesOfOne, of: upstream)
        .because(
          site.remark(
            "Of this there is one, which no switch moves: the same in every version's conf.",
            "하나뿐이므로 전환과 무관합니다. 어느 버전의 설정에서나 같습니다."))
    }
    if let snippet = site.gateway.snippets.http {
      http.append(raw(snippet.value, origin: snippet.origin))
    }
    http.append(internalServer(site, plan))
    return site.conf(http + site.publicServers())
  }

  private static func internalServer(_ site: NginxSite, _ plan: TargetPlan) -> NginxTree {
    block("server") {
      directive("listen", "127.0.0.1:\(GatewayPlan.internalPort)", "default_server")
      directive("access_log", "off")
      site.followed
      location(.exact("/zdc/colour")) {
        directive("default_type", "text/plain")
        // A colour that no link says is no answer.
        block("if", "($zdc_live", "!~", ".)") { directive("return", "503") }
        directive("return", "200", "$colour $serial\n")
      }
      location(.exact("/zdc/loaded")) {
        directive("default_type", "text/plain")
        directive("return", "200", "$loaded $loaded_blue $loaded_green $loaded_tls\n")
      }
      for colour in Colour.allCases { site.underWay(colour) }
      for upstream in site.gateway.upstreams where upstream.isColoured {
        health(upstream, colour: "$colour")
      }
    }.because(
      site.remark(
        "For the deploy scripts: what really serves, and how it is.",
        "배포 스크립트용: 실제로 응답하는 색과 그 상태입니다."))
  }

  /// One colour's addresses, and where the rehearsal asks it before it serves. The conf of the
  /// version before loads this file first, so nothing in it may use what only a newer conf defines.
  private static func upstreams(
    _ site: NginxSite, _ plan: TargetPlan, _ colour: Colour
  ) -> [NginxTree] {
    let isRouted =
      plan.strategy.confirmPaths.contains { !$0.isDirect } || !plan.strategy.comparedPaths.isEmpty
    let host = site.gateway.rehearsedHost
    let upstreams = site.gateway.upstreams.filter(\.isColoured)
    var parts = upstreams.map { upstream in
      let name = "\(upstream.service.value)-\(colour.rawValue)"
      return site.upstream(name, addresses: [name], of: upstream)
    }
    parts.append(
      block("server") {
        directive("listen", "127.0.0.1:\(GatewayPlan.internalPort)")
        directive("server_name", "\(colour.rawValue).zdc")
        directive("access_log", "off")
        for upstream in upstreams {
          health(upstream, colour: .verbatim(colour.rawValue))
        }
        if isRouted {
          for route in site.gateway.routes {
            if case .service(let name) = route.destination, site.gateway.isColoured(name.value) {
              site.rehearsal(route, colour: .verbatim(colour.rawValue), host: host)
            }
          }
        }
      })
    // Defined a second time it is the same variable for nginx.
    return parts.contains(where: \.usesDollar) ? [NginxTree.dollarDefinition] + parts : parts
  }

  /// Goes straight to the service, never through routes or static files.
  private static func health(_ upstream: UpstreamPlan, colour: NginxText) -> NginxTree? {
    guard case .http(let probe)? = upstream.health?.probe else { return nil }
    let headers = probe.headers.filter { $0.name.lowercased() != "host" }
    let host = probe.headers.first { $0.name.lowercased() == "host" }?.value
    let service = upstream.service.value
    return location(.exact("/zdc/health/\(service)"), origin: probe.path.origin) {
      directive(
        "proxy_set_header", "Host",
        .literal(host?.value ?? "127.0.0.1:\(upstream.port.value)")
      ).from(host?.origin ?? upstream.port.origin)
      directive("proxy_set_header", "Connection", "")
      for header in headers {
        directive("proxy_set_header", .verbatim(header.name), .literal(header.value.value))
          .from(header.value.origin)
      }
      directive("proxy_http_version", "1.1")
      // With the path here it is sent as it stands; `rewrite` would encode it once more.
      directive(
        "proxy_pass", "http://\(service)-\(verbatim: colour.token)\(probe.path.value)"
      ).from(probe.path.origin.and([upstream.service.origin.range]))
    }
  }
}
