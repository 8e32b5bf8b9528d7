import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// A row of a table of settings.
struct Setting {
  let name: String
  let meaning: MarkdownText
  let origin: Origin?

  init(_ name: String, _ meaning: MarkdownText, from origin: Origin?) {
    self.name = name
    self.meaning = meaning
    self.origin = origin
  }
}

extension Runbook {
  func blueGreen(_ target: TargetPlan) -> [MarkdownBlock] {
    [
      .heading(2, Self.title(of: .blueGreen)),
      paragraph(
        """
        Each service exists as \(code: "NAME-blue") and \(code: "NAME-green"); the gateway sends \
        everything to one colour, and a deployment replaces the other and then switches.
        """,
        """
        서비스마다 \(code: "이름-blue")와 \(code: "이름-green")이 있습니다. 게이트웨이는 한 색으로만 보내고, \
        배포는 다른 색을 새로 만든 뒤 전환합니다.
        """),
      .bullets([
        say(
          "\(code: "docker/docker-compose.blue-green.yml"): all containers",
          "\(code: "docker/docker-compose.blue-green.yml"): 모든 컨테이너"),
        say(
          """
          \(code: "docker/nginx/nginx-blue-green.conf") and \(code: "docker/nginx/upstreams/"): \
          the gateway; both colours are always loaded
          """,
          """
          \(code: "docker/nginx/nginx-blue-green.conf")와 \(code: "docker/nginx/upstreams/"): 게이트웨이. \
          두 색을 언제나 함께 읽어 둡니다
          """),
        say(
          "which colour serves is not in these files but in \(code: state) of the host",
          "어느 색이 응답하는지는 이 파일들이 아니라 호스트의 \(code: state)에 있습니다"),
      ]).from(parts: [nil, nil, plan.project.name.origin]),
    ] + firstStart(target) + firstCertificate(target) + deployment(target) + prepared(target)
      + gaps(target) + hooks(target) + blueGreenCommands(target) + certificates(target)
      + blueGreenOutages(target) + networks(target) + blueGreenSettings(target)
  }

  private var state: String { plan.project.stateFolder }

  private func blueGreenCommands(_ target: TargetPlan) -> [MarkdownBlock] {
    let containers = target.services.filter { $0.name.value == target.exampleService }
      .compactMap(\.containerName)
    let logs =
      containers.first.map { "docker logs --tail 100 --follow \($0)" }
      ?? "docker ps --filter label=zdc.project=\(project) --filter label=zdc.service="
      + target.exampleService
    return [
      heading(3, "Roll back", "롤백"),
      command(target, "rollback"),
      paragraph(
        "The other colour is started, passes the same checks, and takes over.",
        "다른 색이 시작되어 같은 검사를 통과한 뒤 이어받습니다."),
      heading(3, "Look", "상태와 로그 확인"),
      .code("\(Self.script(of: .blueGreen)) status\n\(logs)", language: "bash")
        .from(parts: [nil, target.exampleOrigin]),
      heading(3, "Scale", "스케일 조정"),
      paragraph(
        """
        Change \(code: "replicas") in the manifest, build the artefacts again and deploy: the new \
        colour comes with the new number.
        """,
        """
        매니페스트의 \(code: "replicas")를 바꾸고 생성물을 다시 만든 뒤 배포합니다. 새 색이 새 개수로 시작합니다.
        """),
      heading(3, "Remove", "제거"),
      command(target, "down"),
      paragraph(
        "Containers go; volumes and the record stay.", "컨테이너만 지우고, 볼륨과 기록은 남깁니다."),
      heading(3, "What a deployment leaves alone", "배포가 건드리지 않는 것"),
      .paragraph(leftAlone(target)),
      .code(
        """
        \(Self.script(of: .blueGreen)) deploy --gateway
        """
          + target.backing.prefix(1).map {
            "\n\(Self.script(of: .blueGreen)) deploy --backing \($0.name.value)"
          }.joined(), language: "bash"
      ).from(parts: [nil, target.backing.first?.name.origin]),
    ]
  }

  private func leftAlone(_ target: TargetPlan) -> MarkdownText {
    say(
      """
      A changed gateway (beyond its conf) or backing service is only reported. These replace it, \
      and tell how long nothing listened:
      """,
      """
      게이트웨이(설정 파일 말고 컨테이너 자체)나 공용 서비스가 바뀌면 알리기만 합니다. 아래 명령이 교체하며, \
      응답하지 않은 시간을 알려 줍니다.
      """)
  }

  private func blueGreenSettings(_ target: TargetPlan) -> [MarkdownBlock] {
    let strategy = target.strategy
    return [
      heading(3, "The settings", "주요 설정 설명"),
      settings(
        [
          Setting(
            "drain: \(target.longestDrain)",
            say(
              "how long a request under way may still take after the switch",
              "전환한 뒤 진행 중인 요청이 더 걸려도 되는 시간"),
            from: target.drainSeconds.origin),
          Setting(
            "confirm: \(strategy.confirmTimes.value)",
            confirmation(target),
            from: strategy.confirmTimes.origin),
          Setting(
            "healthTimeout: \(strategy.healthTimeout.value)",
            say("how long the new colour may take to become healthy", "새 색이 정상이 되기까지 기다리는 시간"),
            from: strategy.healthTimeout.origin),
          Setting(
            "keepImages: \(strategy.keepImages.value)",
            say(
              """
              older images that stay, beside those that serve and that a rollback needs; the others \
              that this script built for \(project), or that its colours ran, go after a deployment. \
              What another container uses stays, and so do images of backing services
              """,
              """
              응답 중이거나 롤백에 필요한 것 말고 더 남겨 두는 이전 이미지 수. 이 스크립트가 \(project)용으로 만들었거나 \
              그 색들이 실행한 나머지는 배포 뒤에 지웁니다. 다른 컨테이너가 쓰는 이미지와 백킹 서비스의 이미지는 남깁니다
              """),
            from: strategy.keepImages.origin),
          Setting(
            "retain: \(strategy.retain.value.rawValue)",
            say("what becomes of the old colour", "전환한 뒤 이전 색의 처리"),
            from: strategy.retain.origin),
        ] + healthSettings(target)),
    ]
  }

  func healthSettings(_ target: TargetPlan) -> [Setting] {
    distinctServices(of: target).compactMap { service in
      guard let health = service.health else {
        return service.noHealth.map { unchecked(service, on: target, $0.origin) }
      }
      let path =
        if case .http(let http) = health.probe { http.path.value } else { "" }
      return Setting(
        "\(service.name.value): health \(path)".trimmingBlanks,
        say(
          """
          every \(health.interval.value.description), at most \(health.timeout.value.description) \
          each, \(health.retries.value) failures count; \
          \(health.start.value.description) to start
          """,
          """
          \(health.interval.value.description)마다, 한 번에 최대 \(health.timeout.value.description), \
          \(health.retries.value)번 실패하면 비정상. 시작 유예 \(health.start.value.description)
          """),
        from: origin(of: health))
    }
  }

  private func unchecked(
    _ service: ServicePlan, on target: TargetPlan, _ origin: Origin
  ) -> Setting {
    Setting(
      "\(service.name.value): health none",
      target.target == .blueGreen
        ? say(
          "nothing asks it: it counts as up once it has run for 10 s",
          "검사하지 않음: 10초 동안 실행되면 정상으로 봄")
        : say("nothing asks it: it counts as up once it runs", "검사하지 않음: 실행되면 정상으로 봄"),
      from: origin)
  }

  private func origin(of health: HealthPlan) -> Origin {
    var places = [health.interval.origin.range, health.timeout.origin.range]
    places += [health.retries.origin.range, health.start.origin.range]
    if case .http(let http) = health.probe { return http.path.origin.and(places) }
    return health.origin.and(places)
  }

  /// What a deployment asks by HTTP is its paths to confirm; a service without a health path, and one
  /// that is not switched, has none of its own.
  private func confirmation(_ target: TargetPlan) -> MarkdownText {
    target.strategy.confirmPaths.isEmpty
      ? say(
        """
        answers in a row that each path to confirm would have to give; there is none, so nothing is \
        asked by HTTP: \(code: "confirm: { paths: [/…] }") names some
        """,
        """
        연달아 받아야 하는 응답 수. confirm 경로가 없어 HTTP로는 아무것도 묻지 않음: \
        \(code: "confirm: { paths: [/…] }")로 정함
        """)
      : say(
        "answers in a row, before the switch and again after it",
        "전환 전과 전환 후에 연달아 받아야 하는 응답 수")
  }

  func settings(_ rows: [Setting]) -> MarkdownBlock {
    .table(
      header: [say("Setting", "설정"), say("Meaning", "설명")],
      rows: rows.map { [.code($0.name), $0.meaning] }
    ).from(parts: rows.map(\.origin))
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
