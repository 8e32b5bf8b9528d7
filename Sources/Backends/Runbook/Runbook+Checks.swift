import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  func accepted() -> [MarkdownBlock] {
    let items = plan.targets.flatMap { target in
      target.accepted.map { path -> MarkdownText in
        "\(code: path.value) (\(Self.title(of: target.target)))"
      }
    }
    guard !items.isEmpty else { return [] }
    return [
      heading(2, "Accepted", "감수하기로 한 것"),
      paragraph(
        "These parts of the manifest have no effect on these targets; the manifest accepts that.",
        "다음은 해당 대상에서 효과가 없으며, 매니페스트가 이를 받아들였습니다."),
      .bullets(items)
        .from(parts: plan.targets.flatMap { $0.accepted.map { Origin($0.range) } }),
    ]
  }

  func checks() -> [MarkdownBlock] {
    [
      heading(2, "Checks", "체크리스트"),
      heading(3, "Before a deployment", "배포 전 확인사항"),
      list(before()),
      heading(3, "After a deployment", "배포 후 확인사항"),
      list(after()),
    ]
  }

  /// What to look after, and the place that it follows from where it is not for every project.
  private typealias Item = (text: MarkdownText, origin: Origin?)

  private func list(_ items: [Item]) -> MarkdownBlock {
    .bullets(items.map { "[ ] \($0.text)" }).from(parts: items.map(\.origin))
  }

  private func before() -> [Item] {
    let services = plan.targets.first.map(distinctServices) ?? []
    var items = services.compactMap { service -> Item? in
      guard case .http(let http)? = service.health?.probe else { return nil }
      let text = say(
        "\(service.name.value) answers \(code: http.path.value) only when it can serve",
        "\(service.name.value)가 응답할 수 있을 때만 \(code: http.path.value)에 정상으로 답하는가")
      return (text, http.path.origin)
    }
    for service in services where service.isPrepared {
      let text = say(
        "the old version of \(service.name.value) works with what its release changes",
        "\(service.name.value)의 이전 버전이 release가 바꾼 뒤(마이그레이션 등)에도 동작하는가")
      items.append((text, service.preparedOrigin))
    }
    items.append(
      (say("variables and secrets are set", "환경 변수와 비밀 값이 설정되어 있는가"), nil))
    let backing = plan.targets.flatMap(\.backing).map(\.name.origin)
    if let origin = Origin.joined(backing) {
      items.append((say("backing services are backed up", "데이터를 백업했는가"), origin))
    }
    items.append((say("somebody watches the logs", "로그 모니터링이 준비되어 있는가"), nil))
    return items
  }

  private func after() -> [Item] {
    var items: [Item] = []
    if let gateway = plan.targets.first?.gateway {
      let address = Self.address(of: gateway)
      let listener = [
        gateway.http?.origin.range ?? gateway.https?.origin.range, gateway.address?.origin.range,
      ].compactMap { $0 }
      let text = say(
        "the gateway answers: \(code: "curl -fsS \(address)\(gateway.healthPath.value)")",
        "게이트웨이가 응답하는가: \(code: "curl -fsS \(address)\(gateway.healthPath.value)")")
      items.append((text, gateway.healthPath.origin.and(listener)))
      for route in gateway.routes {
        guard case .service(let service) = route.destination, !route.isWebSocket,
          !route.isEvents,
          let path = route.match.path
        else { continue }
        let text = say(
          "\(service.value) answers under \(code: address + path)",
          "\(service.value)가 \(code: address + path) 아래에서 응답하는가")
        items.append((text, service.origin.and([route.key.origin.range] + listener)))
      }
    }
    items += [
      (say("no errors in the logs", "에러 로그가 없는가"), nil),
      (say("latency and load are as before", "지연 시간과 부하가 배포 전과 같은가"), nil),
      (say("everybody knows how to roll back", "롤백 절차를 알고 있는가"), nil),
    ]
    return items
  }

  /// Where the gateway is reached from the host that deploys.
  private static func address(of gateway: GatewayPlan) -> String {
    let host = gateway.host
    if let http = gateway.http {
      return http.value == 80 ? "http://\(host)" : "http://\(host):\(http.value)"
    }
    let port = gateway.redirectPort
    return port == 443 ? "https://\(host)" : "https://\(host):\(port)"
  }

  func references() -> [MarkdownBlock] {
    [
      heading(2, "References", "참고 자료"),
      .bullets([
        "[Docker Compose](https://docs.docker.com/compose/)",
        "[Docker Swarm](https://docs.docker.com/engine/swarm/)",
        "[Kubernetes Deployments](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/)",
        "[nginx load balancing](https://docs.nginx.com/nginx/admin-guide/load-balancer/http-load-balancer/)",
        "[Blue-green deployment](https://martinfowler.com/bliki/BlueGreenDeployment.html)",
      ]),
    ]
  }
}
