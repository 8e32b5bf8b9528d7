import Diagnostics
import ManifestModel

extension KubernetesFacts {
  mutating func deployment(of service: ServicePlan) {
    let origin = service.name.origin
    let rolling = service.rolling
    object("Deployment", "apps/v1", service.name.value, in: service.component, from: origin)
    add(.replicas, String(service.replicas.value), from: service.replicas.origin)
    field("spec.revisionHistoryLimit", "5", from: origin)
    let unchecked =
      service.health == nil ? plan.engineTimes.uncheckedStart.secondsRoundedUp : 0
    let ready = max(rolling.pause.value.secondsRoundedUp, unchecked)
    add(.updatePause, Duration(seconds: ready).description, from: rolling.pause.origin)
    field(
      "spec.progressDeadlineSeconds", String(rolling.progressSeconds.value),
      from: rolling.progressSeconds.origin)
    if service.role == .singleton {
      field("spec.strategy.type", "Recreate", from: rolling.order.origin)
    } else {
      rollingUpdate(rolling.batch, rolling.order)
    }
    selector("spec.selector.matchLabels", service.name.value, from: origin)
    podTemplate(of: service)
  }

  mutating func rollingUpdate(_ batch: Traced<Int>, _ order: Traced<Strategy.Order>) {
    let isStartFirst = order.value == .startFirst
    let way = "spec.strategy.rollingUpdate"
    field("spec.strategy.type", "RollingUpdate", from: order.origin)
    field(
      "\(way).maxSurge", isStartFirst ? String(batch.value) : "0",
      from: isStartFirst ? batch.origin : order.origin)
    field(
      "\(way).maxUnavailable", isStartFirst ? "0" : String(batch.value),
      from: isStartFirst ? order.origin : batch.origin)
  }

  mutating func statefulSet(of service: ServicePlan) {
    let origin = service.name.origin
    object("StatefulSet", "apps/v1", service.name.value, in: "backing", from: origin)
    add(.replicas, String(service.replicas.value), from: service.replicas.origin)
    field("spec.serviceName", service.name.value, from: origin)
    field("spec.podManagementPolicy", "Parallel", from: origin)
    field("spec.updateStrategy.type", "RollingUpdate", from: origin)
    selector("spec.selector.matchLabels", service.name.value, from: origin)
    podTemplate(of: service)
  }

  mutating func cronJob(of service: ServicePlan) {
    let origin = service.name.origin
    object("CronJob", "batch/v1", service.name.value, in: "job", from: origin)
    if let schedule = service.schedule {
      field("spec.schedule", schedule.value, from: schedule.origin)
    }
    field("spec.timeZone", "Etc/UTC", from: origin)
    field("spec.concurrencyPolicy", "Forbid", from: origin)
    field("spec.jobTemplate.spec.backoffLimit", "0", from: origin)
    taskTemplate(
      "spec.jobTemplate.spec.template", service.name.value, of: service, in: "job",
      [(service.name.value, service.command)])
  }

  mutating func releaseJob(of service: ServicePlan) {
    let name = "\(service.name.value)-release"
    let origin = service.release.first?.first?.origin ?? service.name.origin
    object("Job", "batch/v1", name, in: "release", from: origin)
    field("spec.backoffLimit", "0", from: origin)
    let commands = service.release.enumerated().map { index, words in
      (service.release.count == 1 ? "release" : "release-\(index + 1)", Optional(words))
    }
    taskTemplate("spec.template", name, of: service, in: "release", commands)
  }

  // MARK: Pods

  private mutating func podTemplate(of service: ServicePlan) {
    let name = service.name.value
    let origin = service.name.origin
    podMetadata("spec.template", name, of: service, in: service.component)
    pod = "spec.template.spec"
    podBasics(origin)
    let grace = service.stop.graceSeconds
    add(.grace, Duration(seconds: grace.value).description, from: grace.origin)
    podSecurity(of: service)
    placement(of: service)
    if service.role == .web || service.role == .worker && service.replicas.value > 1 {
      topologySpread(name, from: origin)
    }
    container(of: service)
    volumes(of: service)
  }

  private mutating func taskTemplate(
    _ way: String, _ name: String, of service: ServicePlan, in component: String,
    _ commands: [(name: String, words: [DeployText]?)]
  ) {
    podMetadata(way, name, of: service, in: component)
    pod = "\(way).spec"
    field("\(pod).restartPolicy", "Never", from: service.name.origin)
    podBasics(service.name.origin)
    podSecurity(of: service)
    placement(of: service)
    for (index, command) in commands.enumerated() {
      let isLast = index == commands.count - 1
      task = isLast ? "" : command.name
      taskContainer(
        command.name, in: isLast ? "containers" : "initContainers", of: service, command.words)
    }
    task = ""
    volumes(of: service)
  }

  private mutating func podMetadata(
    _ way: String, _ name: String, of service: ServicePlan, in component: String
  ) {
    labels("\(way).metadata.labels", name, in: component, from: service.name.origin)
    let own = service.options.labels
    for label in own where LabelText.fits(label) {
      field(
        "\(way).metadata.labels.\(label.name)", label.value.atRestText, from: label.value.origin)
    }
    for label in own where !LabelText.fits(label) {
      field(
        "\(way).metadata.annotations.\(label.name)", label.value.atRestText,
        from: label.value.origin)
      deploys("\(way).metadata.annotations", key: label.name, label.value)
    }
  }

  mutating func podBasics(_ origin: Origin) {
    field("\(pod).enableServiceLinks", "false", from: origin)
    field("\(pod).automountServiceAccountToken", "false", from: origin)
  }

  private mutating func podSecurity(of service: ServicePlan) {
    if let identity = PodLevel.identity(of: service) {
      podIdentity(identity.user, identity.group, from: service.options.user?.origin)
    }
    field(
      "\(pod).securityContext.seccompProfile.type", "RuntimeDefault", from: service.name.origin)
    for (index, host) in service.options.extraHosts.enumerated() {
      field("\(pod).hostAliases[\(index)].ip", host.value.atRestText, from: host.value.origin)
      deploys("\(pod).hostAliases[\(index)].ip", host.value)
      field("\(pod).hostAliases[\(index)].hostnames[0]", host.name, from: host.value.origin)
    }
  }

  mutating func podIdentity(_ user: Int, _ group: Int, from origin: Origin?) {
    let way = "\(pod).securityContext"
    if user != 0 { field("\(way).runAsNonRoot", "true", from: origin) }
    field("\(way).runAsUser", String(user), from: origin)
    field("\(way).runAsGroup", String(group), from: origin)
    field("\(way).fsGroup", String(group), from: origin)
    field("\(way).fsGroupChangePolicy", "OnRootMismatch", from: origin)
  }

  private mutating func placement(of service: ServicePlan) {
    if let platform = service.image.platform {
      let parts = platform.value.split(separator: "/").map(String.init)
      if parts.count >= 2 {
        field("\(pod).nodeSelector.kubernetes.io/os", parts[0], from: platform.origin)
        field("\(pod).nodeSelector.kubernetes.io/arch", parts[1], from: platform.origin)
      }
    }
    for constraint in service.placement?.constraints ?? [] {
      field(
        "\(pod).nodeSelector.\(constraint.label)", constraint.value.value,
        from: constraint.value.origin)
    }
    guard let placement = service.placement, placement.onManager else { return }
    let node = "node-role.kubernetes.io/control-plane"
    let terms =
      "\(pod).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
      + ".nodeSelectorTerms[0].matchExpressions[0]"
    field("\(terms).key", node, from: placement.origin)
    field("\(terms).operator", "Exists", from: placement.origin)
    field("\(pod).tolerations[0].key", node, from: placement.origin)
    field("\(pod).tolerations[0].operator", "Exists", from: placement.origin)
    field("\(pod).tolerations[0].effect", "NoSchedule", from: placement.origin)
  }

  mutating func topologySpread(_ name: String, from origin: Origin) {
    for (index, key) in ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].enumerated() {
      let way = "\(pod).topologySpreadConstraints[\(index)]"
      field("\(way).maxSkew", "1", from: origin)
      field("\(way).topologyKey", key, from: origin)
      field("\(way).whenUnsatisfiable", "ScheduleAnyway", from: origin)
      selector("\(way).labelSelector.matchLabels", name, from: origin)
      field("\(way).matchLabelKeys[0]", "pod-template-hash", from: origin)
    }
  }
}

/// What Kubernetes can hold as a label: else it is an annotation.
private enum LabelText {
  static func fits(_ label: EnvironmentPlan) -> Bool {
    guard let value = label.value.literal else { return false }
    let parts = label.name.split(separator: "/", omittingEmptySubsequences: false)
    let isKey =
      parts.count == 1 && isName(parts[0])
      || parts.count == 2 && isDomain(parts[0]) && isName(parts[1])
    return isKey && (value.isEmpty || isName(value[...]))
  }

  private static func isName(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...63).contains(bytes.count) else { return false }
    return isPlain(bytes[0]) && isPlain(bytes[bytes.count - 1])
      && bytes.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) }
  }

  private static func isDomain(_ text: Substring) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        isName($0) && $0.lowercased() == $0 && !$0.contains("_")
      }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
