import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  func kubernetes(_ target: TargetPlan) -> [MarkdownBlock] {
    [
      .heading(2, Self.title(of: .kubernetes)),
      .bullets([
        say(
          "\(code: "kubernetes/"): one file a service, in namespace \(code: project)",
          "\(code: "kubernetes/"): 서비스마다 파일 하나, 네임스페이스 \(code: project)"),
        say(
          "\(code: "kubernetes/jobs/"): release jobs, which only the script runs",
          "\(code: "kubernetes/jobs/"): 스크립트만 실행하는 release Job"),
        say(
          "\(code: "kustomization.yaml"): for overlays of your own on top",
          "\(code: "kustomization.yaml"): 위에 얹을 overlay의 base"),
      ]).from(parts: [plan.project.name.origin]),
      heading(3, "Preparation", "사전 준비"),
      .bullets(preparation(target)),
    ] + asTheyAre(target) + deployment(target) + prepared(target) + gaps(target) + hooks(target)
      + kubernetesCommands(target) + certificates(target) + networks(target)
      + [
        heading(3, "The settings", "주요 설정 설명"),
        settings(rollingSettings(target) + podSettings(target)),
      ]
  }

  private func preparation(_ target: TargetPlan) -> [MarkdownText] {
    let script = Self.script(of: .kubernetes)
    var items: [MarkdownText] = [
      say(
        "a cluster of Kubernetes 1.30 or newer, as kubectl's current context",
        "Kubernetes 1.30 이상 클러스터. kubectl의 현재 context로 설정"),
      say(
        """
        a namespace \(code: project), which the script makes where there is none; the labels of one \
        that somebody else made stay as they are. \(code: "\(script) rbac") prints the Role that is \
        enough in it
        """,
        """
        네임스페이스 \(code: project). 없으면 스크립트가 만들고, 다른 사람이 만든 것의 레이블은 그대로 둡니다. 그 \
        안에서 필요한 Role은 \(code: "\(script) rbac")으로 볼 수 있습니다
        """),
    ]
    if target.services.contains(where: { $0.image.build != nil && !$0.image.isPushed }) {
      items.append(
        say(
          "without a \(code: "registry") in the manifest the nodes must have the built images already",
          "매니페스트에 \(code: "registry")가 없으므로, 만든 이미지가 노드에 이미 있어야 합니다"))
    }
    let shared = target.volumes.filter { $0.access.value == .shared }.map(\.key.value)
    if !shared.isEmpty {
      items.append(
        say(
          """
          a storage class with \(code: "ReadWriteMany") for \(shared.joined(separator: ", "))
          """,
          """
          \(shared.joined(separator: ", "))에 쓸 \(code: "ReadWriteMany") storage class
          """))
    }
    return items
  }

  /// Whether the folder can be applied by hand, and if not, what is missing in it.
  private func asTheyAre(_ target: TargetPlan) -> [MarkdownBlock] {
    let missing = deployTimeValues(target)
    guard !missing.isEmpty else {
      return [
        paragraph(
          "This manifest has no deploy-time value, so the folder can also be applied as it is:",
          "이 매니페스트에는 배포할 때 정해지는 값이 없으므로, 폴더를 그대로 적용할 수도 있습니다."),
        .code("kubectl apply -f kubernetes/", language: "bash"),
      ]
    }
    return [
      paragraph(
        """
        \(code: "kubectl apply -f kubernetes/") alone is not enough here: only the deployment knows \
        \(missing.joined(separator: ", ")).
        """,
        """
        여기서는 \(code: "kubectl apply -f kubernetes/")만으로는 부족합니다. 배포할 때 정해지는 값: \
        \(missing.joined(separator: ", ")).
        """
      ).from(
        .joined(
          target.variables.map(\.name.origin)
            + target.allServices.flatMap { $0.envFiles.map(\.path.origin) }))
    ]
  }

  private func deployTimeValues(_ target: TargetPlan) -> [String] {
    var values = target.variables.map(\.name.value)
    if target.gateway?.builtImage != nil { values.append("GATEWAY_TAG") }
    for secret in target.secrets {
      if case .external = secret.source { continue }
      values.append(secret.name.value)
    }
    if target.gateway?.certificates != nil { values.append("tls") }
    for service in target.allServices {
      values += service.envFiles.map(\.path.fromOutput)
    }
    return values.uniqued()
  }

  private func kubernetesCommands(_ target: TargetPlan) -> [MarkdownBlock] {
    let script = Self.script(of: .kubernetes)
    let service = target.exampleService
    return [
      heading(3, "Roll back", "롤백"),
      command(target, "rollback"),
      paragraph(
        """
        All services and the gateway go back to the versions that last ran together. \
        (\(code: "kubectl rollout undo") knows one Deployment at a time.)
        """,
        """
        모든 서비스와 게이트웨이가 마지막으로 함께 돌던 버전으로 돌아갑니다. \
        (\(code: "kubectl rollout undo")는 Deployment 하나만 되돌립니다.)
        """),
      heading(3, "Look", "상태와 로그 확인"),
      .code(
        """
        \(script) status
        \(script) logs \(service)
        kubectl --namespace \(project) rollout status deployment/\(service)
        """, language: "bash"
      ).from(parts: [nil, target.exampleOrigin, target.exampleOrigin]),
    ] + changedBacking(target) + [
      heading(3, "Scale", "스케일 조정"),
      .code("\(script) scale \(service)=5", language: "bash")
        .from(parts: [target.exampleOrigin]),
      paragraph(
        "Until the next deployment, which goes back to the manifest's number.",
        "다음 배포 때 매니페스트의 개수로 돌아갑니다."),
      heading(3, "Remove", "제거"),
      command(target, "rm"),
      paragraph(
        """
        Claims and their data stay. For good, with all data: \
        \(code: "kubectl delete namespace \(project)")
        """,
        """
        볼륨과 데이터는 남깁니다. 데이터까지 모두 지우려면: \
        \(code: "kubectl delete namespace \(project)")
        """),
    ]
  }

  /// A database that restarts because of a new password, or of a comment, is an outage nobody asked for.
  func changedBacking(_ target: TargetPlan) -> [MarkdownBlock] {
    guard let first = target.backing.first else { return [] }
    return [
      heading(3, "A changed backing service", "백킹 서비스 교체"),
      paragraph(
        "A deployment only reports that one has changed. This replaces it; it is away meanwhile:",
        "배포는 바뀐 백킹 서비스를 알리기만 합니다. 아래 명령이 교체하며, 그동안 응답하지 않습니다."),
      .code(
        "\(Self.script(of: target.target)) deploy --backing \(first.name.value)", language: "bash"
      ).from(parts: [first.name.origin]),
    ]
  }

  private func podSettings(_ target: TargetPlan) -> [Setting] {
    [
      Setting(
        "startupProbe, readinessProbe, livenessProbe",
        say(
          "when a pod gets traffic first, when it gets none, when it is restarted",
          "파드가 처음 트래픽을 받는 때, 받지 않는 때, 다시 시작하는 때"),
        from: nil),
      Setting(
        "preStop, terminationGracePeriodSeconds",
        say(
          "an ending pod keeps serving until nothing new arrives",
          "끝나는 파드는 새 요청이 오지 않을 때까지 계속 응답"),
        from: nil),
      Setting(
        "PodDisruptionBudget, topologySpreadConstraints",
        say(
          "a drained node takes one pod at a time; pods are spread over nodes and zones",
          "노드를 비울 때 파드가 하나씩만 나가고, 파드가 여러 노드와 존에 흩어짐"),
        from: nil),
    ]
  }
}
