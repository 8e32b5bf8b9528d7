import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  func overview() -> [MarkdownBlock] {
    [
      heading(1, "Deploying \(project) without downtime", "\(project) 무중단 배포 런북")
        .from(plan.project.name.origin),
      paragraph(
        """
        A new version starts beside the one that serves, gets traffic only once it answers its \
        health checks, and the old one stops only when its requests are done. Where anything \
        fails, the old version goes on serving. All commands below are run in the folder that \
        holds this file; all settings come from \(code: plan.project.manifestPath).
        """,
        """
        새 버전은 지금 응답하는 버전 옆에서 시작하고, 상태 검사를 통과해야 트래픽을 받으며, 이전 \
        버전은 진행 중인 요청이 끝난 뒤에 멈춥니다. 도중에 실패하면 이전 버전이 계속 응답합니다. \
        아래 명령은 모두 이 파일이 있는 폴더에서 실행합니다. 설정은 모두 \
        \(code: plan.project.manifestPath)에서 나옵니다.
        """),
      heading(2, "The ways to deploy", "배포 방식 비교"),
      comparison(),
    ] + limits()
  }

  /// What the gateway refuses, which applications that stood alone before did not.
  private func limits() -> [MarkdownBlock] {
    guard let gateway = plan.targets.compactMap(\.gateway).first else { return [] }
    let size = gateway.maxBodySize
    let routes = gateway.routes.filter {
      if case .service = $0.destination { true } else { false }
    }
    guard !routes.isEmpty else { return [] }
    let times = routes.map { "\($0.key.value) \($0.timeout.value)" }
    return [
      paragraph(
        """
        The gateway answers 413 to a request body of more than \(size.value.description) \
        (\(code: "maxBodySize")), and 504 where an answer takes longer than the \(code: "timeout") \
        of its route: \(times.joined(separator: ", ")).
        """,
        """
        게이트웨이는 본문이 \(size.value.description)(\(code: "maxBodySize"))보다 큰 요청에는 413으로, 경로의 \
        \(code: "timeout")보다 오래 걸리는 응답에는 504로 응답합니다: \(times.joined(separator: ", ")).
        """
      ).from(Origin.joined([size.origin] + routes.map(\.timeout.origin)))
    ]
  }

  private func comparison() -> MarkdownBlock {
    .table(
      header: [
        say("Way", "방식"), say("Instances", "인스턴스"),
        say("More during a deployment", "배포 중 추가"), say("Rollback", "롤백"),
        say("Fits", "권장 환경"),
      ],
      rows: plan.targets.map { target in
        [
          Self.title(of: target.target), instances(of: target), extra(for: target),
          rollback(in: target), fit(of: target.target),
        ]
      }
    ).from(
      parts: plan.targets.map { target in
        let services = distinctServices(of: target).filter(\.isKept)
        let batches = target.target == .blueGreen ? [] : services.map(\.rolling.batch.origin)
        return Origin.joined(
          services.map(\.replicas.origin) + batches + [target.strategy.retain.origin])
      })
  }

  private func instances(of target: TargetPlan) -> MarkdownText {
    .literal(
      distinctServices(of: target).filter(\.isKept)
        .map { "\($0.name.value) × \($0.replicas.value)" }.joined(separator: ", "))
  }

  /// Each service once, whatever colours the target has.
  func distinctServices(of target: TargetPlan) -> [ServicePlan] {
    target.services.filter { $0.colour != .green }
  }

  private func extra(for target: TargetPlan) -> MarkdownText {
    switch target.target {
    case .blueGreen:
      say("all of them once more", "모두 한 벌 더")
    case .swarm, .kubernetes:
      say(
        "as many at a time as a service's batch: \(batches(of: target))",
        "서비스마다 batch만큼: \(batches(of: target))")
    }
  }

  private func batches(of target: TargetPlan) -> String {
    target.services.filter { $0.role == .web && $0.rolling.order.value == .startFirst }
      .map { "\($0.name.value) + \($0.rolling.batch.value)" }.joined(separator: ", ")
  }

  private func rollback(in target: TargetPlan) -> MarkdownText {
    guard target.target == .blueGreen else {
      return say("a rolling update back", "되돌리는 rolling update")
    }
    return switch target.strategy.retain.value {
    case .running: say("at once", "즉시")
    case .stopped: say("once the old containers have started", "이전 컨테이너가 시작되는 대로")
    case .removed: say("once the old containers are made again", "이전 컨테이너를 다시 만드는 대로")
    }
  }

  private func fit(of target: Target) -> MarkdownText {
    switch target {
    case .blueGreen: say("one server", "단일 서버")
    case .swarm: say("a few servers", "소규모 클러스터")
    case .kubernetes: say("a cluster", "대규모 클러스터")
    }
  }
}
