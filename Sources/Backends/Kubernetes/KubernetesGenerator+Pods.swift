import Diagnostics
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// The pod of a Deployment or StatefulSet.
  func podTemplate(of service: ServicePlan) -> YAMLTree {
    let name = service.name.value
    return [
      "metadata": podMetadata(name, of: service, in: KubernetesNames.component(of: service)),
      "spec": .map {
        podBasics(name, account: service.options.serviceAccount)
        entry("terminationGracePeriodSeconds", grace(service.stop))
        entry("securityContext", podSecurityContext(of: service))
        entry("hostname", .text(service.options.hostname))
        entry("hostAliases", hostAliases(of: service))
        placement(of: service)
        if service.isSpread { entry("topologySpreadConstraints", topologySpread(name)) }
        entry("containers", [container(of: service)])
        entry("volumes", podVolumes(of: service))
      },
    ]
  }

  /// The pod of a Job: its containers run one after another, each to its end.
  func taskTemplate(
    _ name: String, of service: ServicePlan, in component: KubernetesNames.Component,
    containers: [YAMLTree]
  ) -> YAMLTree {
    [
      "metadata": podMetadata(name, of: service, in: component),
      "spec": .map {
        entry("restartPolicy", "Never")
        podBasics(service.name.value, account: service.options.serviceAccount)
        entry("securityContext", podSecurityContext(of: service))
        entry("hostname", .text(service.options.hostname))
        entry("hostAliases", hostAliases(of: service))
        placement(of: service)
        if containers.count > 1 {
          entry("initContainers", .sequence(Array(containers.dropLast())))
        }
        entry("containers", .sequence(Array(containers.suffix(1))))
        entry("volumes", podVolumes(of: service))
      },
    ]
  }

  /// - Parameter account: one that is given decides itself whether its pods get its token.
  func podBasics(_ name: String, account: Traced<String>? = nil) -> [YAMLTree.Entry] {
    let variable = name.uppercased().replacingAll("-", with: "_") + "_PORT"
    return pullSecrets() + [
      YAMLTree.Entry(
        "enableServiceLinks",
        YAMLTree.boolean(false).because(
          remark(
            "No variables from Services' names (\(variable), …) that could hide the app's own.",
            "Service 이름에서 나온 환경 변수(\(variable) 등)가 앱의 변수를 가리지 않게 합니다."))),
      access(account),
    ]
  }

  private func access(_ account: Traced<String>?) -> YAMLTree.Entry {
    if let account { return YAMLTree.Entry("serviceAccountName", .text(account)) }
    return YAMLTree.Entry(
      "automountServiceAccountToken",
      YAMLTree.boolean(false).because(
        remark(
          "The app gets no access to the cluster.", "앱에는 클러스터에 대한 권한을 주지 않습니다.")))
  }

  private func pullSecrets() -> [YAMLTree.Entry] {
    let names = plan.kubernetes.imagePullSecrets
    guard !names.isEmpty else { return [] }
    return [
      YAMLTree.Entry("imagePullSecrets", .sequence(names.map { ["name": .text($0)] }))
    ]
  }

  func grace(_ stop: StopPlan) -> YAMLTree {
    let pause = stop.pauseSeconds.value
    // Its comment says both.
    let origin = stop.graceSeconds.origin.and([stop.pauseSeconds.origin.range])
    let seconds = YAMLTree.integer(
      stop.graceSeconds.value, origin: pause > 0 ? origin : stop.graceSeconds.origin)
    guard pause > 0 else { return seconds }
    let rest = stop.afterPauseSeconds
    return seconds.because(
      remark(
        "preStop \(pause) s, then \(rest) s from the stop signal to the kill",
        "preStop \(pause)초, 그 뒤 종료 신호부터 강제 종료까지 \(rest)초"))
  }

  /// The manifest's `labels` are labels where Kubernetes can hold them, else annotations.
  private func podMetadata(
    _ name: String, of service: ServicePlan, in component: KubernetesNames.Component
  ) -> YAMLTree {
    let own = service.options.labels
    let fitting = own.filter(\.fitsLabel)
    let others = own.filter { !$0.fitsLabel }
    return .map {
      entry("labels") {
        labels(name, in: component, isInstance: component != .backing)
        for label in fitting { entry(label.name, text(label.value)) }
      }
      if !others.isEmpty {
        entry("annotations") {
          for label in others { entry(label.name, text(label.value)) }
        }
      }
    }
  }
}
