import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  /// What has to end before anything of the new version starts, where a service is there for that.
  func prepared(_ target: TargetPlan) -> [MarkdownBlock] {
    let services = target.servicesInUpdateOrder.filter(\.isPrepared)
    guard services.contains(where: { $0.role == .initial }) else { return [] }
    func named(_ release: String) -> String {
      services.map { $0.role == .initial ? $0.name.value : "\($0.name.value)\(release)" }
        .joined(separator: ", ")
    }
    return [
      paragraph(
        """
        Before anything of the new version starts, \(code: "release") runs these one after another. \
        Each has to end with 0; else the deployment ends there, and the old version goes on \
        serving: \(named(" (its release)")).
        """,
        """
        \(code: "release") 단계는 새 버전의 어느 것보다 먼저 아래를 차례로 실행합니다. 모두 0으로 끝나야 하며, \
        그렇지 않으면 배포는 거기서 끝나고 이전 버전이 계속 응답합니다: \(named(" (release)")).
        """
      ).from(.joined(services.map(\.preparedOrigin)))
    ]
  }

  /// Who is on which network, where there are several.
  func networks(_ target: TargetPlan) -> [MarkdownBlock] {
    guard !target.networks.isEmpty else { return [] }
    let shared = plan.project.network
    var rows: [Row] = []
    if let row = network(shared.value, as: shared, on: target) { rows.append(row) }
    rows += target.networks.compactMap { network($0.key.value, as: $0.name, $0, on: target) }
    let bullets = MarkdownBlock.bullets(rows.map(\.text)).from(parts: rows.map(\.origin))
    return [heading(3, "Networks", "네트워크")] + policies(target) + [bullets] + external(target)
  }

  private typealias Row = (text: MarkdownText, origin: Origin?)

  private func network(
    _ key: String, as name: Traced<String>, _ network: NetworkPlan? = nil, on target: TargetPlan
  ) -> Row? {
    var names: [String] = []
    var origins = [name.origin]
    if let network { origins += [network.isInternal.origin, network.isExternal.origin] }
    if let gateway = target.gateway,
      let place = gateway.networks.first(where: { $0.value == key })
    {
      names.append(gateway.name.value)
      origins += [gateway.name.origin, place.origin]
    }
    for service in distinctServices(of: target) + target.backing {
      guard let place = service.networks.first(where: { $0.value == key }) else { continue }
      names.append(service.name.value)
      origins += [service.name.origin, place.origin]
    }
    guard !names.isEmpty else { return nil }
    let members = names.joined(separator: ", ")
    let text =
      if network?.isExternal.value == true {
        say(
          "\(code: name.value): \(members), and what others have there",
          "\(code: name.value): \(members), 그리고 다른 사람의 컨테이너")
      } else if network?.isInternal.value == true {
        say(
          "\(code: name.value): \(members); no way leads out of it",
          "\(code: name.value): \(members); 밖으로 나가는 길이 없음")
      } else {
        say("\(code: name.value): \(members)", "\(code: name.value): \(members)")
      }
    return (text, Origin.joined(origins))
  }

  private func policies(_ target: TargetPlan) -> [MarkdownBlock] {
    guard target.target == .kubernetes else { return [] }
    return [
      paragraph(
        """
        Each is a NetworkPolicy: it keeps pods apart only where the cluster's network plugin heeds \
        policies.
        """,
        "네트워크마다 NetworkPolicy가 하나씩 있습니다. 클러스터의 네트워크 플러그인이 정책을 지원해야 효과가 있습니다.")
    ]
  }

  /// What somebody has to have made.
  private func external(_ target: TargetPlan) -> [MarkdownBlock] {
    let names = target.externalNetworks
    guard !names.isEmpty else { return [] }
    let driver = target.target == .swarm ? "--driver overlay --attachable " : ""
    return [
      paragraph(
        "What no deployment makes, and what each looks for before it changes anything:",
        "어느 배포도 만들지 않으며, 배포마다 무엇을 바꾸기 전에 있는지 확인합니다."),
      .code(
        names.map { "docker network create \(driver)\($0.value)" }.joined(separator: "\n"),
        language: "bash"
      ).from(parts: names.map(\.origin)),
    ]
  }
}
