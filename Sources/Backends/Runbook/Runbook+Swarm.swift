import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  func swarm(_ target: TargetPlan) -> [MarkdownBlock] {
    let files: [MarkdownText] = [
      say(
        "\(code: "docker/docker-compose.swarm.yml"): the stack",
        "\(code: "docker/docker-compose.swarm.yml"): 스택"),
      say(
        "\(code: "docker/nginx/nginx-swarm.conf"): the gateway",
        "\(code: "docker/nginx/nginx-swarm.conf"): 게이트웨이"),
    ]
    return [
      .heading(2, Self.title(of: .swarm)),
      .bullets(files),
      heading(3, "Preparation", "사전 준비"),
      .code("docker swarm init", language: "bash"),
      paragraph(
        """
        One node is enough (\(code: "docker swarm init --advertise-addr 127.0.0.1")). The values in \
        \(code: "docker/.env") are read by the script, not by \(code: "docker stack deploy").
        """,
        """
        노드 하나로도 됩니다(\(code: "docker swarm init --advertise-addr 127.0.0.1")). \(code: "docker/.env")의 \
        값은 스크립트가 읽습니다. \(code: "docker stack deploy")는 읽지 않습니다.
        """),
    ] + deployment(target) + prepared(target) + gaps(target) + hooks(target)
      + swarmCommands(target) + certificates(target) + move(target) + networks(target)
      + [heading(3, "The settings", "주요 설정 설명"), settings(rollingSettings(target))]
  }

  /// From blue-green on the same host, where the manifest has both.
  private func move(_ target: TargetPlan) -> [MarkdownBlock] {
    guard plan.targets.contains(where: { $0.target == .blueGreen }) else { return [] }
    let blueGreen = Self.script(of: .blueGreen)
    let swarm = Self.script(of: .swarm)
    return [
      heading(3, "Move here from blue-green on the same host", "같은 호스트의 블루-그린에서 옮기기"),
      paragraph(
        """
        Both use the same volumes and ports, so a host runs one of them at a time, and each script \
        refuses to start beside the other. The site is away from \(code: "down") until the stack \
        answers. Deploy the tag that runs now: its images are here already. Volumes keep their names \
        and their data, except those that exist once per colour.
        """,
        """
        두 방식은 같은 볼륨과 포트를 쓰므로 한 호스트에서는 하나만 실행하며, 각 스크립트는 다른 쪽이 실행 중이면 \
        거절합니다. \(code: "down")부터 스택이 응답할 때까지 사이트가 멈춥니다. 지금 실행 중인 태그를 배포하면 \
        이미지는 이미 있습니다. 볼륨은 이름과 데이터를 유지하지만, 색마다 따로 있는 볼륨은 예외입니다.
        """),
      .code(
        """
        docker swarm init
        \(blueGreen) down
        \(swarm) deploy\(target.tagVariable != nil ? " --tag v1" : "")
        """, language: "bash"),
      paragraph(
        "And back, to what blue-green deployed last:", "블루-그린이 마지막으로 배포한 것으로 되돌아가기:"),
      .code(
        """
        \(swarm) rm
        \(blueGreen) up
        """, language: "bash"),
    ]
  }

  private func swarmCommands(_ target: TargetPlan) -> [MarkdownBlock] {
    let script = Self.script(of: .swarm)
    let service = target.exampleService
    return [
      heading(3, "Roll back", "롤백"),
      command(target, "rollback"),
      heading(3, "Look", "상태와 로그 확인"),
      .code(
        """
        \(script) status
        \(script) logs \(service)
        docker service ps \(project)_\(service)
        """, language: "bash"
      ).from(parts: [nil, target.exampleOrigin, target.exampleOrigin]),
    ] + changedBacking(target) + [
      heading(3, "Scale", "스케일 조정"),
      .code("\(script) scale \(service)=3", language: "bash")
        .from(parts: [target.exampleOrigin]),
      paragraph(
        "Until the next deployment, which goes back to the manifest's number.",
        "다음 배포 때 매니페스트의 개수로 돌아갑니다."),
      heading(3, "Remove", "제거"),
      command(target, "rm"),
      paragraph("Volumes stay.", "볼륨은 남깁니다."),
    ]
  }

  /// The rolling update's words, with each service's numbers.
  func rollingSettings(_ target: TargetPlan) -> [Setting] {
    let rolled = target.services.filter { $0.role == .web || $0.role == .worker }
    let origin = { (of: (ServicePlan) -> Origin) in Origin.joined(rolled.map(of)) }
    let list = { (text: (ServicePlan) -> String) -> String in
      rolled.map { "\($0.name.value) \(text($0))" }.joined(separator: ", ")
    }
    return [
      Setting(
        "replicas: " + list { String($0.replicas.value) },
        say("instances that serve", "유지하는 인스턴스 수"),
        from: origin(\.replicas.origin)),
      Setting(
        "batch: " + list { String($0.rolling.batch.value) },
        say("how many are updated at a time", "한 번에 갱신하는 수"),
        from: origin(\.rolling.batch.origin)),
      Setting(
        "pause: " + list { $0.rolling.pause.value.description },
        say("how long between one batch and the next", "한 묶음과 다음 묶음 사이의 시간"),
        from: origin(\.rolling.pause.origin)),
      Setting(
        "order: " + list { $0.rolling.order.value.rawValue },
        say(
          "start-first: the new one is healthy before the old one stops",
          "start-first: 새것이 정상이 된 뒤에 이전 것을 멈춤"),
        from: origin(\.rolling.order.origin)),
      Setting(
        "onFailure: " + list { $0.rolling.onFailure.value.rawValue },
        say("what happens when an update fails", "갱신에 실패했을 때"),
        from: origin(\.rolling.onFailure.origin)),
      Setting(
        "drain: \(target.longestDrain)", drained(target),
        from: target.drainSeconds.origin.and(
          target.services.filter { $0.role == .web }.map(\.stop.pauseSeconds.origin.range))),
    ] + kept(target) + healthSettings(target)
  }

  private func kept(_ target: TargetPlan) -> [Setting] {
    guard target.target == .swarm else { return [] }
    return [
      Setting(
        "keepImages: \(target.strategy.keepImages.value)",
        say(
          """
          older images that stay, beside those of the last three deployments; the others that \
          this script built on this node go. On other nodes they stay
          """,
          """
          최근 세 번의 배포가 쓰는 것 말고 더 남겨 두는 이전 이미지 수. 이 스크립트가 이 노드에서 만든 나머지는 \
          지웁니다. 다른 노드의 이미지는 남습니다
          """),
        from: target.strategy.keepImages.origin)
    ]
  }

  private func drained(_ target: TargetPlan) -> MarkdownText {
    let pauses = pauses(of: target)
    guard !pauses.isEmpty else {
      return say("how long a request under way may still take", "진행 중인 요청이 더 걸려도 되는 시간")
    }
    return say(
      """
      how long a request under way may still take; an old instance is asked to stop after \
      \(pauses) s
      """,
      """
      진행 중인 요청이 더 걸려도 되는 시간. 이전 인스턴스는 \(pauses)초 뒤에 종료 신호를 받음
      """)
  }

  private func pauses(of target: TargetPlan) -> String {
    target.services.filter { $0.role == .web }
      .map { String($0.stop.pauseSeconds.value) }.uniqued().joined(separator: " / ")
  }
}

extension TargetPlan {
  /// What the artefacts give a request under way: where no drain is written, the longest timeout of
  /// a route counts.
  var longestDrain: Duration { Duration(seconds: drainSeconds.value) }
}
