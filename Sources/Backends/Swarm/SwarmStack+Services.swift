import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension SwarmStack {
  func service(_ service: ServicePlan) -> YAMLTree {
    YAMLTree.map(origin: service.name.origin) {
      entry("image", .compose(service.image.name))
      DockerService.command(service)
      values(service)
      entry("ports", publishedPorts(service))
      entry("healthcheck", DockerService.healthcheck(of: service))
      entry(
        "stop_signal", service.stop.givenSignal.map { YAMLTree.text($0) })
      entry("stop_grace_period", .seconds(service.stop.graceSeconds))
      entry("labels", labels(service.name.value, role: service.role.rawValue, of: service))
      mounts(service, withWrapper: service.wrapper != nil)
      entry("networks", DockerService.networks(service.networks))
      options(service)
      entry("logging", DockerService.logging(service.logging))
      entry("deploy", deploy(service))
    }
  }

  /// A job: Swarm runs it once, and the script polls it and takes it away.
  func releaseService(_ service: ServicePlan) -> YAMLTree {
    YAMLTree.map(origin: service.preparedOrigin) {
      entry("image", .compose(service.image.name))
      DockerService.release(of: service)
      values(service)
      entry("healthcheck", YAMLTree.map { entry("disable", .boolean(true)) })
      entry("labels", labels(service.name.value, role: "release", of: nil))
      mounts(service, withWrapper: service.isReleaseWrapped)
      entry("networks", DockerService.networks(service.networks))
      options(service)
      entry("logging", DockerService.logging(service.logging))
      entry(
        "deploy",
        YAMLTree.map {
          entry("mode", .text("replicated-job"))
          entry("replicas", .integer(1))
          entry("labels", deploymentLabel)
          entry("placement", placement(constraints(of: service)))
          entry("resources", resources(service))
          entry(
            "restart_policy",
            YAMLTree.map {
              entry("condition", .text("on-failure"))
              entry("delay", .text(plan.engineTimes.releaseRetryDelay.description))
              entry("max_attempts", .integer(EngineTimes.releaseAttempts))
            })
        })
    }.because(
      remark(
        "Runs once before a version takes traffic; both versions must work with what it changes.",
        "새 버전이 트래픽을 받기 전에 한 번 실행됩니다. 두 버전이 함께 쓸 수 있어야 합니다."))
  }

  /// `docker stack deploy` makes a number of what a variable holds there (docker/cli,
  /// `interpolateTypeCastMapping`).
  private func published(_ port: DeployText) -> YAMLTree {
    guard let number = port.literal.flatMap(Int.init) else { return .compose(port) }
    return .integer(number, origin: port.origin)
  }

  /// Long form.
  private func publishedPorts(_ service: ServicePlan) -> YAMLTree? {
    guard !service.publish.isEmpty else { return nil }
    return YAMLTree.list {
      for mapping in service.publish {
        YAMLTree.map(origin: mapping.origin) {
          entry("target", .integer(mapping.containerPort, origin: mapping.origin))
          entry("published", published(mapping.port))
          entry("protocol", .text(mapping.isUDP ? "udp" : "tcp", origin: mapping.origin))
          entry(
            "mode", .text(plan.swarm.servicePublish.rawValue, origin: plan.swarm.publish.origin))
        }
      }
    }
  }
}
