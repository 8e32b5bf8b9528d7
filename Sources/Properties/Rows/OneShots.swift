import Diagnostics
package import ManifestModel
package import Planning

/// What runs once before a version takes traffic: the release of a service, or a service that is
/// nothing else. It has what the version's containers have, but for what only those need that stay.
package enum OneShotProperties {
  /// All that a target's artefacts have to say of it.
  package static func whole(ofReleases: Bool, on target: Target) -> [Property<ServicePlan>] {
    let other = ofReleases ? ofStaying.union(ofImages) : ofStaying
    let shared = Properties.wholeServices.filter { row in
      !other.contains(row.name)
        // Docker Compose limits nothing that runs once.
        && !(target == .blueGreen && limits.contains(row.name))
    }
    return shared + rows + (ofReleases ? releases : [])
  }

  /// The names of rows that say how a service stays, or that are otherwise here.
  private static let ofStaying = names(
    InstanceProperties.rows + HealthProperties.rows + HealthProperties.derived + StopProperties.rows
      + RollingProperties.rows + RollingProperties.derived
  ).union([
    "role", "label of the project", "label of the service", "labels", "container's name",
    "label of the health path", "selector", "disruption budget", "restart", "schedule", "timeZone",
  ])

  /// Those of an image's own words, and of its build, which the service itself has.
  private static let ofImages = names(ProcessProperties.rows).union([
    "build.context", "build.dockerfile", "build.args", "build.target", "build.secrets",
    "build.cacheFrom", "pull",
  ])

  private static let limits = names(ResourceProperties.rows).union(["pidsLimit"])

  private static func names(_ rows: [Property<ServicePlan>]) -> Set<String> {
    Set(rows.map(\.name))
  }

  private static let rows: [Property<ServicePlan>] = [
    Property(
      derived: "role", docker: "labels[zdc.role]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/component]",
      "template.metadata.labels[app.kubernetes.io/component]"
    ) { service, _ in .text("release", from: service.preparedOrigin) },
    Property(
      derived: "label of the project", docker: "labels[zdc.project]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/part-of]",
      "template.metadata.labels[app.kubernetes.io/part-of]", "object.metadata.namespace"
    ) { _, plan in .one(plan.project.name) },
    Property(
      derived: "label of the service", docker: "labels[zdc.service]",
      kubernetes: .at("object.metadata.labels[app.kubernetes.io/name]", nil, name),
      .at("template.metadata.labels[app.kubernetes.io/name]", nil, name)
    ) { service, _ in .one(service.name) },
    Property(
      derived: "restart", compose: "restart",
      swarm: .at("deploy.restart_policy.condition", nil, constant("on-failure")),
      .at("deploy.restart_policy.max_attempts", .plain, attempts),
      kubernetes: .at("pod.restartPolicy", nil, constant("Never")),
      .at("object.spec.backoffLimit", .plain, constant("0")),
      values: constant("no")),
    Property(
      derived: "number of runs", .plain, compose: .at("deploy.replicas", nil, { _, _ in .none }),
      .at("scale", nil, { _, _ in .none }), swarm: "deploy.replicas",
      kubernetes: .at("object.spec.completions", nil, { _, _ in .none }),
      .at("object.spec.parallelism", nil, { _, _ in .none }),
      .at("object.spec.suspend", nil, { _, _ in .none }), values: constant("1")),
    Property(derived: "mode", swarm: "deploy.mode", values: constant("replicated-job")),
    Property(
      derived: "health", .plain, swarm: "healthcheck.disable", values: constant("true")),
  ]

  /// What fills the gateway's folder, and ends.
  package static let setup: [Property<GatewayPlan>] = [
    Property(derived: "image", compose: "image") { gateway, _ in .one(gateway.image) },
    Property(derived: "restart", compose: "restart") { gateway, _ in
      .text("no", from: gateway.name.origin)
    },
    Property(derived: "entrypoint", .words, compose: "entrypoint") { gateway, _ in
      let names = gateway.serverNames.map { FactText.text($0.value) }
      return .stated(
        FactText.words(["sh", "/from/nginx/gateway.sh", "setup"] + names),
        from: gateway.name.origin)
    },
    Property(derived: "command", .words, compose: "command") { _, _ in .none },
    Property(derived: "network", compose: "network_mode") { gateway, _ in
      .text("none", from: gateway.name.origin)
    },
  ]

  /// A release runs commands of its own in the service's image.
  private static let releases: [Property<ServicePlan>] = [
    Property(
      derived: "pull", compose: "pull_policy",
      kubernetes: .at("container.imagePullPolicy", nil, ImageProperties.kubernetesPull)
    ) { service, _ in
      guard let build = service.image.build else { return .word(service.image.pull) }
      return .text("never", from: build.context.origin)
    },
    Property(derived: "release's entrypoint", .words, docker: "entrypoint") { service, _ in
      let first = service.release.count == 1 ? service.release[0].prefix(1).map(FactText.text) : []
      let shell = service.release.count == 1 ? [] : ["sh", "-ec"]
      return .stated(
        FactText.words(service.releaseWords.map(FactText.text) + shell + first),
        from: service.preparedOrigin)
    },
    Property(
      derived: "release", .commands, docker: "command",
      kubernetes: .at(
        "pod.initContainers[*].command", .words,
        { service, _ in Values(kubelet(service).list.dropLast()) }),
      .at(
        "pod.containers[*].command", .words,
        { service, _ in Values(kubelet(service).list.suffix(1)) }),
      .at("pod.initContainers[*].args", .words, { _, _ in .none }),
      .at("pod.containers[*].args", .words, { _, _ in .none })
    ) { service, _ in
      let commands = service.release
      guard commands.count > 1 else { return .words(commands.first.map { Array($0.dropFirst()) }) }
      return Values(
        commands.enumerated().flatMap { index, words in
          Values.words(words).list.map {
            Values.Value(String(index + 1), text: $0.text, stated: $0.stated, from: $0.origin)
          }
        })
    },
  ]

  /// Each command, by the name of the container that runs it.
  private static func kubelet(_ service: ServicePlan) -> Values {
    Values(
      zip(service.releaseContainers, service.release).flatMap { name, words in
        ProcessProperties.kubelet(words).list.map {
          Values.Value(name, text: $0.text, stated: $0.stated, from: $0.origin)
        }
      })
  }

  private static let name: Property<ServicePlan>.Reading = { service, _ in
    .text(service.releaseName, from: service.preparedOrigin)
  }

  private static let attempts: Property<ServicePlan>.Reading = { service, _ in
    .text(String(EngineTimes.releaseAttempts), from: service.preparedOrigin)
  }

  private static func constant(_ text: String) -> Property<ServicePlan>.Reading {
    { service, _ in .text(text, from: service.preparedOrigin) }
  }
}
