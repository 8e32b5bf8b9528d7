import Diagnostics
import ManifestModel

extension StackFacts {
  mutating func deploy(_ service: ServicePlan) {
    list.add(.replicas, service.replicas)
    let mode = plan.swarm.endpointMode
    if service.port != nil || mode.value == .dnsrr {
      list.add(.endpointMode, mode.value.rawValue, from: mode.origin)
    }
    deploymentLabel(service.name.origin)
    placement(constraints(of: service))
    resources(service)
    let rolling = service.rolling
    list.add(.updateBatch, rolling.batch)
    list.add(.updatePause, rolling.pause)
    list.add(.updateOrder, rolling.order.value.rawValue, from: rolling.order.origin)
    list.add(.updateFailure, rolling.onFailure.value.rawValue, from: rolling.onFailure.origin)
    list.add(.updateMonitor, rolling.monitor)
    list.add(.rollbackBatch, rolling.batch)
    list.add(.rollbackPause, "0s", from: rolling.batch.origin)
    list.add(.rollbackOrder, rolling.order.value.rawValue, from: rolling.order.origin)
    list.add(.rollbackFailure, "pause", from: rolling.batch.origin)
    list.add(.rollbackMonitor, rolling.monitor)
    restartPolicy(service.name.origin)
  }

  mutating func deploymentLabel(_ origin: Origin) {
    list.add(.deploymentLabel, key: "zdc.deployment", "${ZDC_DEPLOYMENT:-0}", from: origin)
  }

  private mutating func restartPolicy(_ origin: Origin) {
    list.add(.restartCondition, "any", from: origin)
    list.add(.restartDelay, "5s", from: origin)
  }

  /// Where a service may run: its own placement, its platform, the nodes of its volumes.
  func constraints(of service: ServicePlan) -> [Traced<String>] {
    var list: [Traced<String>] = []
    if let placement = service.placement {
      if placement.onManager { list.append(Traced("node.role == manager", from: placement.origin)) }
      list += placement.constraints.map { constraint in
        constraint.value.map { "node.labels.\(constraint.label) == \($0)" }
      }
    }
    if let platform = service.image.platform {
      let parts = platform.value.split(separator: "/").map(String.init)
      list += parts.prefix(1).map { system in
        platform.map { _ in "node.platform.os == \(system)" }
      }
      list += parts.dropFirst().prefix(1).map { name in
        let machine = name == "amd64" ? "x86_64" : name == "arm64" ? "aarch64" : name
        return platform.map { _ in "node.platform.arch == \(machine)" }
      }
    }
    let used = service.volumes.map(\.volume)
    return list + nodes(of: plan.volumes.filter { used.contains($0.name) })
  }

  func nodes(of volumes: [VolumePlan]) -> [Traced<String>] {
    volumes.compactMap(\.node).map { node in
      node.map { $0 == "manager" ? "node.role == manager" : "node.hostname == \($0)" }
    }
  }

  mutating func placement(_ constraints: [Traced<String>]) {
    var seen: Set<String> = []
    let distinct = constraints.filter { seen.insert($0.value).inserted }
    for (index, text) in distinct.enumerated() { list.add(.placement, index: index, text: text) }
  }

  mutating func resources(_ service: ServicePlan) {
    list.addResources(service.resources)
    guard let gpus = service.resources.gpus else { return }
    list.add(.gpuKind, "NVIDIA-GPU", from: gpus.origin)
    list.add(.gpus, gpus)
  }

  // MARK: Gateway

  mutating func gatewayService(_ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    let publish = plan.swarm.publish
    list.turn(to: .service, gateway.name.value)
    list.add(.image, gateway.builtImage ?? gateway.image)
    let words = [
      "/zdc/entrypoint.sh", "--pause", "2", "--signal", "QUIT", "--", "/docker-entrypoint.sh",
    ]
    list.add(.entrypoint, FactText.words(words), from: origin)
    list.add(.command, FactText.words(["nginx", "-g", "daemon off;"]), from: origin)
    for (index, ports) in gateway.publishedPorts.enumerated() {
      let target = ports.published.map { _ in String(ports.target) }
      port(index, container: target, host: ports.published, mode: publish.value.rawValue)
    }
    list.add(healthOf: gateway)
    list.add(.stopSignal, gateway.stop.signal)
    let grace = gateway.stop.graceSeconds
    list.add(.grace, Traced(Duration(seconds: grace.value), from: grace.origin))
    labels(gateway.name, role: "gateway", [])
    mounted(0, "config", "nginx-conf", at: "/etc/nginx/nginx.conf", mode: 0o444, from: origin)
    mounted(1, "config", "entrypoint", at: "/zdc/entrypoint.sh", mode: 0o555, from: origin)
    for (index, file) in certificateFiles.enumerated() {
      mounted(
        index, "secret", file, at: "/etc/zdc/tls/\(file)", mode: 0o400,
        from: gateway.certificates?.origin)
    }
    for (index, key) in gateway.servedVolumes.enumerated() {
      let path = key.map { "/srv/volumes/\($0)" }
      list.add(mount: index, volume: key.value, at: path, isReadOnly: true)
    }
    network()
    gatewayDeploy(gateway)
  }

  private mutating func gatewayDeploy(_ gateway: GatewayPlan) {
    let publish = plan.swarm.publish
    let isOnHost = publish.value == .host
    if isOnHost {
      list.add(.mode, "global", from: publish.origin)
      list.add(.endpointMode, "dnsrr", from: publish.origin)
    } else {
      list.add(.replicas, gateway.replicas)
    }
    deploymentLabel(gateway.name.origin)
    let served = gateway.servedVolumes.map(\.value)
    placement(nodes(of: plan.volumes.filter { served.contains($0.key.value) }))
    let order = isOnHost ? "stop-first" : "start-first"
    list.add(.updateBatch, "1", from: publish.origin)
    list.add(.updatePause, "10s", from: publish.origin)
    list.add(.updateOrder, order, from: publish.origin)
    list.add(.updateFailure, "rollback", from: publish.origin)
    list.add(.updateMonitor, "10s", from: publish.origin)
    list.add(.rollbackBatch, "1", from: publish.origin)
    list.add(.rollbackPause, "0s", from: publish.origin)
    list.add(.rollbackOrder, order, from: publish.origin)
    list.add(.rollbackFailure, "pause", from: publish.origin)
    list.add(.rollbackMonitor, "10s", from: publish.origin)
    restartPolicy(gateway.name.origin)
  }
}
