import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  func deployment(of service: ServicePlan) -> YAMLTree {
    let name = service.name.value
    return placed(
      [
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(name, in: KubernetesNames.component(of: service)),
        "spec": [
          "replicas": .integer(service.replicas),
          "revisionHistoryLimit": revisionHistoryLimit,
          "minReadySeconds": minReadySeconds(of: service),
          "progressDeadlineSeconds": progressDeadline(of: service),
          "strategy": strategy(of: service),
          "selector": ["matchLabels": selector(name)],
          "template": podTemplate(of: service),
        ],
      ], at: service.name.origin)
  }

  /// How many revisions Kubernetes keeps for `kubectl rollout undo`.
  var revisionHistoryLimit: YAMLTree { .integer(EngineTimes.revisionsKept) }

  private func strategy(of service: ServicePlan) -> YAMLTree {
    guard service.role != .singleton else {
      return placed(["type": "Recreate"], at: service.rolling.order.origin).because(
        remark("Never two of it at a time.", "결코 둘이 함께 돌지 않습니다."))
    }
    return rollingUpdate(batch: service.rolling.batch, order: service.rolling.order)
  }

  func rollingUpdate(batch: Traced<Int>, order: Traced<Strategy.Order>) -> YAMLTree {
    let none = YAMLTree.integer(0, origin: order.origin)
    let limits: YAMLTree =
      switch order.value {
      case .startFirst:
        [
          "maxSurge": YAMLTree.integer(batch).because(
            remark(
              "start-first: the number of ready pods never falls.",
              "start-first: 준비된 파드의 수는 결코 줄지 않습니다.")),
          "maxUnavailable": none,
        ]
      case .stopFirst:
        [
          "maxSurge": none.because(
            remark(
              "stop-first: an old pod goes before its successor comes.",
              "stop-first: 이전 파드가 먼저 나가고 새 파드가 들어옵니다.")),
          "maxUnavailable": .integer(batch),
        ]
      }
    return ["type": "RollingUpdate", "rollingUpdate": limits]
  }

  private func minReadySeconds(of service: ServicePlan) -> YAMLTree {
    YAMLTree.integer(service.rolling.readySeconds).because(
      remark(
        "A new pod must stay ready for so long before the next one's turn.",
        "새 파드가 이만큼 준비 상태를 지켜야 다음 파드의 차례가 됩니다."))
  }

  private func progressDeadline(of service: ServicePlan) -> YAMLTree {
    let deadline = service.rolling.progressSeconds
    let terms = service.rolling.progressTerms
    let english = terms.map { "\($0.label) \($0.amount.secondsRoundedUp) s" }
    let korean = terms.map { term in
      let name = term.name == "image pull" ? "이미지 받기" : term.label
      return "\(name) \(term.amount.secondsRoundedUp)초"
    }
    return YAMLTree.integer(deadline).because(
      remark(english.joined(separator: " + "), korean.joined(separator: " + ")))
  }

  func statefulSet(of service: ServicePlan) -> YAMLTree {
    let name = service.name.value
    return placed(
      [
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": metadata(name, in: .backing),
        "spec": [
          "replicas": .integer(service.replicas),
          "serviceName": .text(service.name),
          "podManagementPolicy": YAMLTree.text("Parallel").because(
            remark(
              "'OrderedReady' never recovers from an update that failed.",
              "'OrderedReady'는 실패한 갱신에서 스스로 회복하지 못합니다.")),
          "updateStrategy": ["type": "RollingUpdate"],
          "selector": ["matchLabels": selector(name)],
          "template": podTemplate(of: service),
        ],
      ], at: service.name.origin)
  }

  func cronJob(of service: ServicePlan) -> YAMLTree {
    let name = service.name.value
    return placed(
      [
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": metadata(name, in: .job),
        "spec": [
          "schedule": .text(service.schedule),
          "timeZone": service.timeZone.map { YAMLTree.text($0) }?.because(
            remark(
              "Else it would be the control plane's own.", "없으면 컨트롤 플레인의 시간대를 따릅니다.")),
          "concurrencyPolicy": "Forbid",
          "jobTemplate": [
            "spec": [
              "backoffLimit": noRetries,
              "template": taskTemplate(
                name, of: service, in: .job,
                containers: [taskContainer(name, of: service)]),
            ]
          ],
        ],
      ], at: service.name.origin)
  }

  func releaseJob(of service: ServicePlan) -> YAMLTree {
    let name = service.releaseName
    let containers =
      service.role == .initial
      ? [taskContainer(name, of: service)]
      : zip(service.releaseContainers, service.release).map { container, words in
        taskContainer(container, of: service, command: words, args: nil)
      }
    return placed(
      [
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": metadata(name, in: .release),
        "spec": [
          "backoffLimit": noRetries,
          "template": taskTemplate(name, of: service, in: .release, containers: containers),
        ],
      ], at: service.preparedOrigin)
  }

  private var noRetries: YAMLTree {
    YAMLTree.integer(0).because(
      remark(
        "Not retried: what failed half-way may not be safe to repeat.",
        "도중에 실패한 작업은 다시 시작하지 않습니다. 그래도 되는지 알 수 없기 때문입니다."))
  }
}
