import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// The container that serves.
  func container(of service: ServicePlan) -> YAMLTree {
    .map {
      entry("name", .text(service.name))
      image(of: service)
      entry("command", words(service.entrypoint))
      entry("args", words(service.command))
      entry("workingDir", .text(service.options.workingDir))
      terminal(of: service)
      entry("securityContext", containerSecurityContext(of: service))
      entry("ports", containerPorts(of: service))
      environmentEntries(of: service)
      probes(of: service)
      entry("lifecycle", lifecycle(of: service))
      entry("resources", resources(service.resources))
      entry("volumeMounts", volumeMounts(of: service))
    }
  }

  /// A container that runs to its end what the service itself says.
  func taskContainer(_ name: String, of service: ServicePlan) -> YAMLTree {
    taskContainer(name, of: service, command: service.entrypoint, args: service.command)
  }

  /// One that runs one command of a release, or a job. A release's is the whole command line, in
  /// place of what the image says, as on the other targets.
  func taskContainer(
    _ name: String, of service: ServicePlan, command: [DeployText]?, args: [DeployText]?
  ) -> YAMLTree {
    .map {
      entry("name", .text(name))
      image(of: service)
      entry("command", words(command))
      entry("args", words(args))
      entry("workingDir", .text(service.options.workingDir))
      terminal(of: service)
      entry("securityContext", containerSecurityContext(of: service))
      environmentEntries(of: service)
      entry("resources", resources(service.resources))
      entry("volumeMounts", volumeMounts(of: service))
    }
  }

  private func terminal(of service: ServicePlan) -> [YAMLTree.Entry] {
    [
      entry("stdin", service.options.stdinOpen.map(YAMLTree.boolean)),
      entry("tty", service.options.tty.map(YAMLTree.boolean)),
    ].compactMap(\.self)
  }

  private func image(of service: ServicePlan) -> [YAMLTree.Entry] {
    let policy =
      switch service.image.pull?.value {
      case .always: "Always"
      case .never: "Never"
      case .missing, nil: "IfNotPresent"
      }
    return [
      YAMLTree.Entry("image", text(service.image.name)),
      YAMLTree.Entry(
        "imagePullPolicy", .text(policy, origin: service.image.pull?.origin)),
    ]
  }

  private func words(_ words: [DeployText]?) -> YAMLTree? {
    words.map { YAMLTree(.words($0.map(kubeletText)), origin: .joined($0.map(\.origin))) }
  }

  private func containerPorts(of service: ServicePlan) -> YAMLTree? {
    .list {
      service.port.map { ["containerPort": .integer($0)] }
      for named in service.ports { ["containerPort": .integer(named.port)] }
    }.orNilIfEmpty
  }

  private func environmentEntries(of service: ServicePlan) -> [YAMLTree.Entry] {
    YAMLTree.map {
      if !service.envFiles.isEmpty {
        entry(
          "envFrom",
          [
            [
              "secretRef": [
                "name": secret(KubernetesNames.envFile(of: service), from: service.envFilesOrigin)
              ]
            ]
          ])
      }
      entry("env", environment(of: service))
    }.entries ?? []
  }

  /// The pause before the stop signal: `preStop` by the kubelet's own sleep, which needs nothing in
  /// the image (Kubernetes 1.30); a signal that is not SIGTERM has to be sent from a shell in it.
  func lifecycle(of service: ServicePlan) -> YAMLTree? {
    let pause = service.stop.pauseSeconds
    let signal = service.stop.signal
    if signal.value == "SIGTERM" {
      return pause.value > 0 ? ["preStop": sleep(pause, signal)] : nil
    }
    let name = signal.value.hasPrefix("SIG") ? String(signal.value.dropFirst(3)) : signal.value
    let script =
      (pause.value > 0 ? "sleep \(pause.value); " : "")
      + "kill -s \(name) 1; while kill -0 1 2>/dev/null; do sleep 1; done"
    return [
      "preStop": placed(
        ["exec": ["command": .words(["sh", "-c", script])]],
        at: signal.origin.and([pause.origin.range])
      ).because(
        remark(
          "Kubernetes always sends SIGTERM; \(signal.value) comes first, after the pause.",
          "쿠버네티스는 언제나 SIGTERM을 보내므로, 기다린 뒤 \(signal.value)를 먼저 보냅니다."))
    ]
  }

  private func sleep(_ pause: Traced<Int>, _ signal: Traced<String>) -> YAMLTree {
    let origin = pause.origin.and([signal.origin.range])
    return placed(
      ["sleep": ["seconds": .integer(pause.value, origin: origin)]], at: origin
    ).because(
      remark(
        "Keeps serving until nothing new arrives and requests under way are done.",
        "새 요청이 더 오지 않고 진행 중인 요청이 끝날 때까지 계속 응답합니다."))
  }

  func resources(_ resources: ResourcesPlan) -> YAMLTree {
    let limits = YAMLTree.map {
      entry("cpu", resources.cpuLimit.map(cpu))
      entry("memory", resources.memoryLimit.map(YAMLTree.size))
      entry("nvidia.com/gpu", resources.gpus.map(YAMLTree.integer))
    }
    let requests = YAMLTree.map {
      entry("cpu", resources.cpuRequest.map(cpu))
      entry("memory", resources.memoryRequest.map(YAMLTree.size))
    }
    let why = remark(
      "zdc's default, so that the pod is not the first to be evicted.",
      "zdc의 기본값입니다. 자원이 모자랄 때 가장 먼저 쫓겨나지 않게 합니다.")
    return .map {
      if limits.entries?.isEmpty == false { entry("limits", limits) }
      if requests.entries?.isEmpty == false {
        entry("requests", resources.requestsAreDefaults ? requests.because(why) : requests)
      }
    }
  }

  private func cpu(_ thousandths: Traced<Int>) -> YAMLTree {
    let value = thousandths.value
    return .text(
      value % 1000 == 0 ? String(value / 1000) : "\(value)m", origin: thousandths.origin)
  }
}
