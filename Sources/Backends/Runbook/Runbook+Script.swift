import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What the deploy scripts of all targets have in common.
extension Runbook {
  static func script(of target: Target) -> String {
    switch target {
    case .blueGreen: "docker/scripts/deploy-blue-green.sh"
    case .swarm: "docker/scripts/deploy-swarm.sh"
    case .kubernetes: "kubernetes/scripts/deploy-kubernetes.sh"
    }
  }

  func command(_ target: TargetPlan, _ words: String = "") -> MarkdownBlock {
    let script = Self.script(of: target.target)
    return .code(words.isEmpty ? script : "\(script) \(words)", language: "bash")
  }

  /// Deploy, and what happens in which order.
  func deployment(_ target: TargetPlan) -> [MarkdownBlock] {
    let tag = target.tagVariable != nil ? " --tag v2" : ""
    return [
      heading(3, "Deploy a new version", "새 버전 배포"),
      command(target, "deploy" + tag),
      paragraph(
        """
        \(code: "--no-build") takes images as they are, \(code: "--dry-run") tells what would \
        happen and changes nothing. The script is executable (git keeps the bit; else \
        \(code: "chmod +x \(Self.script(of: target.target))")), runs from any directory, and exits \
        non-zero where the deployment failed. Its steps:
        """,
        """
        \(code: "--no-build")는 이미지를 새로 만들지 않고, \(code: "--dry-run")은 할 일을 말하기만 하고 \
        아무것도 바꾸지 않습니다. 스크립트에는 실행 권한이 있고(git이 지킵니다. 없으면 \
        \(code: "chmod +x \(Self.script(of: target.target))")), 어느 폴더에서나 실행되며, 배포에 실패하면 0이 \
        아닌 값으로 끝납니다. 단계는 다음과 같습니다.
        """),
      .table(
        header: [
          say("Step", "단계"), say("Does", "하는 일"), say("On failure", "실패하면"),
        ],
        rows: target.rollout.steps.map { step in
          [
            .code(step.name), .literal(RunbookStep.does(step, in: target.target, remark)),
            .literal(RunbookStep.undoes(step, in: target.target, remark)),
          ]
        }),
    ]
  }

  /// What is away for a moment whenever it changes, although the web services never are.
  func gaps(_ target: TargetPlan) -> [MarkdownBlock] {
    let singletons = distinctServices(of: target).filter { $0.role == .singleton }.map(\.name)
    var items: [MarkdownText] = []
    var origins: [Origin?] = []
    if !singletons.isEmpty {
      let names = singletons.map(\.value).joined(separator: ", ")
      origins.append(.joined(singletons.map(\.origin)))
      items.append(
        say(
          "\(names): never two at a time, so the old one stops before the new one starts",
          "\(names): 결코 둘이 함께 돌지 않으므로, 이전 것을 멈춘 뒤에 새것을 시작"))
    }
    if target.target != .blueGreen, !target.backing.isEmpty {
      let names = target.backing.map(\.name.value).joined(separator: ", ")
      origins.append(.joined(target.backing.map(\.name.origin)))
      items.append(
        say(
          "\(names): one copy, so \(code: "--backing NAME") restarts it; without that a change waits",
          "\(names): 하나뿐이므로 \(code: "--backing NAME")이 다시 시작합니다. 그때까지 바뀐 설정은 적용되지 않음"))
    }
    for upstream in target.gateway?.upstreams ?? [] where !upstream.isColoured {
      let name = upstream.service.value
      let routes = target.gateway?.routes(ofOne: name) ?? []
      let paths = routes.map(\.key.value).joined(separator: ", ")
      origins.append(upstream.service.origin.and(routes.map(\.key.origin.range)))
      items.append(
        say(
          "\(name): while it is away, \(code: paths) is answered with 502",
          "\(name): 없는 동안 \(code: paths)에는 502로 응답"))
    }
    if target.target == .swarm, target.gateway != nil, target.swarm.publish.value == .host {
      origins.append(target.swarm.publish.origin)
      items.append(
        say(
          "the gateway: each node's port belongs to one gateway, so the old one goes first",
          "게이트웨이: 노드의 포트는 한 번에 하나만 쓸 수 있으므로, 이전 것이 먼저 나감"))
    }
    guard !items.isEmpty else { return [] }
    return [
      paragraph("What has a gap when it is changed:", "바뀔 때 잠시 응답하지 않는 것:"),
      MarkdownBlock.bullets(items).from(parts: origins),
    ]
  }

  func hooks(_ target: TargetPlan) -> [MarkdownBlock] {
    guard !target.strategy.hooks.isEmpty else { return [] }
    return [
      paragraph("Hooks that the script runs:", "스크립트가 도중에 실행하는 훅:"),
      .bullets(
        target.strategy.hooks.map { hook in
          "\(code: hook.moment.rawValue): \(code: hook.path.fromOutput)"
        }
      ).from(parts: target.strategy.hooks.map(\.path.origin)),
    ]
  }

  func certificates(_ target: TargetPlan) -> [MarkdownBlock] {
    guard let folder = target.gateway?.certificates else { return [] }
    let effect =
      target.target == .blueGreen
      ? say(
        """
        The gateway tests it and reloads: idle connections are closed, and what takes longer than the \
        drain is cut.
        """,
        "게이트웨이가 시험한 뒤 다시 읽습니다. 쉬는 연결은 닫히고, drain보다 오래 걸리는 것은 끊깁니다.")
      : say(
        "The gateway's instances are replaced one after another.",
        "게이트웨이의 인스턴스가 하나씩 바뀝니다.")
    return [
      heading(3, "Renew certificates", "인증서 갱신"),
      paragraph(
        "Put the new \(code: "tls.crt") and \(code: "tls.key") into \(code: folder.fromOutput), then:",
        "새 \(code: "tls.crt")와 \(code: "tls.key")를 \(code: folder.fromOutput)에 넣고 실행합니다."
      ).from(folder.origin),
      command(target, "certificates"),
      .paragraph(effect),
    ]
  }
}

extension TargetPlan {
  /// The first routed service, for commands that are shown by example; else the first one.
  var exampleService: String {
    gateway?.upstreams.first?.service.value ?? services.first?.name.value ?? "SERVICE"
  }

  var exampleOrigin: Origin? {
    gateway?.upstreams.first?.service.origin ?? services.first?.name.origin
  }
}
