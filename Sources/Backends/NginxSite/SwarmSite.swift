import Diagnostics
import OutputTrees
import Planning

/// The gateway's conf under Swarm: `tasks.SERVICE` gives the tasks' own addresses under any
/// endpoint mode, so that a task that ends gets nothing new.
enum SwarmSite {
  static let path = "docker/nginx/nginx-swarm.conf"

  static func file(_ plan: TargetPlan) -> OutputFile? {
    guard let gateway = plan.gateway else { return nil }
    let site = NginxSite(gateway, in: plan)
    var http = site.basics()
    http += gateway.upstreams.map { upstream in
      let name = upstream.service.value
      return site.upstream(name, addresses: ["tasks.\(name)"], of: upstream)
    }
    if let snippet = gateway.snippets.http {
      http.append(raw(snippet.value, origin: snippet.origin))
    }
    return NginxWriter.file(
      path: path, header: ArtefactHeader.lines(for: plan.project),
      parts: site.conf(http + site.publicServers()))
  }
}
