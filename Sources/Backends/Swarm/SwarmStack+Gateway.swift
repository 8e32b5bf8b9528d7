import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension SwarmStack {
  func gatewayService(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.map(origin: gateway.name.origin) {
      entry("image", .compose(gateway.runImage))
      entry(
        "entrypoint",
        .words(gateway.wrapperWords))
      entry("command", .words(["nginx", "-g", "daemon off;"]))
      entry("ports", ports(gateway))
      entry("healthcheck", DockerService.healthcheck(of: gateway))
      entry("stop_signal", .text(gateway.stop.signal))
      entry("stop_grace_period", .seconds(gateway.stop.graceSeconds))
      entry("labels", labels(gateway.name.value, role: "gateway", of: nil))
      entry("configs", gatewayConfigs())
      entry("secrets", gatewaySecrets())
      entry("volumes", gatewayVolumes(gateway))
      entry("networks", DockerService.networks(gateway.networks))
      entry("logging", DockerService.logging(gateway.logging))
      entry("deploy", gatewayDeploy(gateway))
    }
  }

  private func ports(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.list {
      if let http = gateway.http { port(gateway.httpContainerPort, published: http) }
      if let https = gateway.https { port(gateway.httpsContainerPort, published: https) }
    }
  }

  private func port(_ target: Int, published: Traced<Int>) -> YAMLTree {
    YAMLTree.map(origin: published.origin) {
      entry("target", .integer(target))
      entry("published", .integer(published))
      entry("protocol", .text("tcp"))
      entry("mode", .text(plan.swarm.publish.value.rawValue, origin: plan.swarm.publish.origin))
    }
  }

  private func gatewayConfigs() -> YAMLTree {
    YAMLTree.list {
      mounted("nginx-conf", at: "/etc/nginx/nginx.conf", mode: FileMode.readable)
      mounted("entrypoint", at: WrapperPlan.mountPath, mode: FileMode.executable)
    }
  }

  private func gatewaySecrets() -> YAMLTree? {
    let logins = plan.gateway?.logins ?? []
    guard !certificateFiles.isEmpty || !logins.isEmpty else { return nil }
    return YAMLTree.list {
      for file in certificateFiles {
        mounted(file, at: "/etc/zdc/tls/\(file)", mode: FileMode.secret)
          .from(plan.gateway?.certificates?.origin)
      }
      for login in logins {
        mounted(login.value, at: GatewayPlan.file(of: login), mode: FileMode.readable)
          .from(login.origin)
      }
    }
  }

  private func gatewayVolumes(_ gateway: GatewayPlan) -> YAMLTree? {
    let keys = gateway.servedVolumes
    guard !keys.isEmpty else { return nil }
    return YAMLTree.list {
      for key in keys {
        YAMLTree.map(origin: key.origin) {
          entry("type", .text("volume"))
          entry("source", .text(key))
          entry("target", .text("/srv/volumes/\(key.value)", origin: key.origin))
          entry("read_only", .boolean(true))
        }
      }
    }
  }

  private func gatewayDeploy(_ gateway: GatewayPlan) -> YAMLTree {
    let served = Set(gateway.servedVolumes.map(\.value))
    let mounted = plan.volumes.filter { served.contains($0.key.value) }
    let rolling = gateway.rolling
    return YAMLTree.map {
      if plan.swarm.isOnHostPorts {
        entry("mode", .text("global", origin: plan.swarm.publish.origin))
        entry("endpoint_mode", .text("dnsrr", origin: plan.swarm.publish.origin))
      } else {
        entry("replicas", .integer(gateway.replicas))
      }
      entry("labels", deploymentLabel)
      entry("placement", placement(nodes(of: mounted)))
      entry("update_config", gatewayUpdate(rolling, action: "rollback", delay: rolling.pause))
      entry(
        "rollback_config",
        gatewayUpdate(rolling, action: "pause", delay: plan.engineTimes.rollbackDelay))
      entry("restart_policy", restartPolicy)
    }
  }

  private func gatewayUpdate(
    _ rolling: GatewayRollingPlan, action: String, delay: Duration
  ) -> YAMLTree {
    YAMLTree.map(origin: plan.swarm.publish.origin) {
      entry("parallelism", .integer(rolling.batch))
      entry("delay", .text(delay.description))
      entry("order", .text(rolling.order.value.rawValue, origin: rolling.order.origin))
      entry("failure_action", .text(action))
      entry("monitor", .text(rolling.monitor.description))
    }
  }
}
