import Diagnostics
import ManifestModel

extension KubernetesFacts {
  mutating func gateway(_ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    let name = gateway.name.value
    // The reader takes the hash out of the name where it is that of the conf.
    let config = "\(name)-conf-CONTENT"
    object("ConfigMap", "v1", config, labelled: name, in: "gateway", from: origin)
    field("immutable", "true", from: origin)
    field("data.nginx.conf", "conf", from: origin)
    append(GatewayFacts(gateway, in: plan).kubernetesConf())
    object("Deployment", "apps/v1", name, in: "gateway", from: origin)
    gatewayDeployment(gateway, config: config)
    object("Service", "v1", name, in: "gateway", from: origin)
    field("spec.type", "LoadBalancer", from: origin)
    selector("spec.selector", name, from: origin)
    if let http = gateway.http { servicePort("http", http, target: gateway.httpContainerPort) }
    if let https = gateway.https {
      servicePort("https", https, target: gateway.httpsContainerPort)
    }
    disruptionBudget(gateway.name, in: "gateway")
  }

  private mutating func gatewayDeployment(_ gateway: GatewayPlan, config: String) {
    let origin = gateway.name.origin
    let name = gateway.name.value
    add(.replicas, String(gateway.replicas.value), from: gateway.replicas.origin)
    field("spec.revisionHistoryLimit", "5", from: origin)
    add(.updatePause, "5s", from: origin)
    let deadline = plan.engineTimes.imagePull.secondsRoundedUp + 60
    field("spec.progressDeadlineSeconds", String(deadline), from: origin)
    rollingUpdate(Traced(1, from: origin), Traced(.startFirst, from: origin))
    selector("spec.selector.matchLabels", name, from: origin)
    labels("spec.template.metadata.labels", name, in: "gateway", from: origin)
    pod = "spec.template.spec"
    podBasics(origin)
    let grace = gateway.stop.graceSeconds
    add(.grace, Duration(seconds: grace.value).description, from: grace.origin)
    // The user of the official image.
    podIdentity(101, 101, from: origin)
    field("\(pod).securityContext.seccompProfile.type", "RuntimeDefault", from: origin)
    topologySpread(name, from: origin)
    gatewayContainer(gateway)
    gatewayVolumes(gateway, config: config)
  }

  private mutating func gatewayContainer(_ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    let way = "\(pod).containers[\(gateway.name.value)]"
    let image = gateway.builtImage ?? gateway.image
    field(way, "item", from: origin)
    add(.image, image.atRestText, from: image.origin)
    deploys("\(way).image", image)
    add(.pull, "IfNotPresent", from: origin)
    field("\(way).securityContext.allowPrivilegeEscalation", "false", from: origin)
    field("\(way).securityContext.readOnlyRootFilesystem", "true", from: origin)
    field("\(way).securityContext.capabilities.drop[0]", "ALL", from: origin)
    for (index, ports) in gateway.publishedPorts.enumerated() {
      add(.port, index: index, String(ports.target), from: ports.published.origin)
    }
    gatewayProbes(way, gateway)
    let pause = gateway.stop.pauseSeconds
    field("\(way).lifecycle.preStop.sleep.seconds", String(pause.value), from: pause.origin)
    resources(way, nil, from: origin)
    gatewayMounts(way, gateway)
  }

  private mutating func gatewayProbes(_ way: String, _ gateway: GatewayPlan) {
    let path = gateway.healthPath
    let isPlain = gateway.http != nil
    let port = String(isPlain ? gateway.httpContainerPort : gateway.httpsContainerPort)
    let startup = "\(way).startupProbe"
    field("\(startup).httpGet.path", path.value, from: path.origin)
    field("\(startup).httpGet.port", port, from: path.origin)
    if !isPlain { field("\(startup).httpGet.scheme", "HTTPS", from: path.origin) }
    field("\(startup).periodSeconds", "1", from: path.origin)
    field("\(startup).timeoutSeconds", "3", from: path.origin)
    field("\(startup).failureThreshold", "30", from: path.origin)
    add(.healthPath, path.value, from: path.origin)
    add(.healthPort, port, from: path.origin)
    if !isPlain { field("\(way).readinessProbe.httpGet.scheme", "HTTPS", from: path.origin) }
    add(.healthInterval, "5s", from: path.origin)
    add(.healthTimeout, "3s", from: path.origin)
    add(.healthRetries, "3", from: path.origin)
    let live = "\(way).livenessProbe"
    field("\(live).tcpSocket.port", port, from: path.origin)
    field("\(live).periodSeconds", "5", from: path.origin)
    field("\(live).timeoutSeconds", "3", from: path.origin)
    field("\(live).failureThreshold", "6", from: path.origin)
  }

  private mutating func gatewayMounts(_ way: String, _ gateway: GatewayPlan) {
    let origin = gateway.name.origin
    let conf = "\(way).volumeMounts[conf]"
    field(conf, "item", from: origin)
    field("\(conf).mountPath", "/etc/nginx/nginx.conf", from: origin)
    field("\(conf).subPath", "nginx.conf", from: origin)
    field("\(conf).readOnly", "true", from: origin)
    if let folder = gateway.certificates {
      field("\(way).volumeMounts[tls]", "item", from: folder.origin)
      field("\(way).volumeMounts[tls].mountPath", "/etc/zdc/tls", from: folder.origin)
      field("\(way).volumeMounts[tls].readOnly", "true", from: folder.origin)
    }
    field("\(way).volumeMounts[tmp]", "item", from: origin)
    field("\(way).volumeMounts[tmp].mountPath", "/tmp", from: origin)
    for volume in served(gateway) {
      let mount = "\(way).volumeMounts[\(Self.inPod(volume))]"
      field(mount, "item", from: volume.key.origin)
      field("\(mount).mountPath", "/srv/volumes/\(volume.key.value)", from: volume.key.origin)
      field("\(mount).readOnly", "true", from: volume.key.origin)
    }
  }

  private mutating func gatewayVolumes(_ gateway: GatewayPlan, config: String) {
    let origin = gateway.name.origin
    field("\(pod).volumes[conf]", "item", from: origin)
    field("\(pod).volumes[conf].configMap.name", config, from: origin)
    if let folder = gateway.certificates {
      field("\(pod).volumes[tls]", "item", from: folder.origin)
      secretName("\(pod).volumes[tls].secret.secretName", "tls", folder.origin)
      field("\(pod).volumes[tls].secret.defaultMode", "288", from: folder.origin)
    }
    field("\(pod).volumes[tmp]", "item", from: origin)
    field("\(pod).volumes[tmp].emptyDir", "{}", from: origin)
    for volume in served(gateway) { claimVolume(volume) }
  }

  private func served(_ gateway: GatewayPlan) -> [VolumePlan] {
    gateway.servedVolumes.compactMap { volume($0.value) }
  }
}

extension GatewayFacts {
  /// The conf on Kubernetes: upstreams are Services by name.
  func kubernetesConf() -> [DeploymentFact] {
    conf { conf in
      basics(&conf)
      for upstream in gateway.upstreams {
        let service = upstream.service
        conf.block("upstream", service.value, from: service.origin) { conf in
          conf.add(.upstreamAddress, service.value, from: service.origin)
          conf.add(.port, String(upstream.port.value), from: upstream.port.origin)
          conf.directive("keepalive", "32", from: service.origin)
          let times = plan.engineTimes
          conf.directive(
            "keepalive_time", "\(times.keepaliveTime.secondsRoundedUp)s", from: service.origin)
          conf.directive(
            "keepalive_timeout", "\(times.keepaliveTimeout.secondsRoundedUp)s",
            from: service.origin)
        }
      }
      conf.snippet(gateway.snippets.http)
      publicServers(&conf)
    }
  }
}
