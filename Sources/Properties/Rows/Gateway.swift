import Diagnostics
import ManifestModel
import Planning

/// The nginx in front.
enum GatewayProperties {
  static let rows: [Property<GatewayPlan>] = [
    Property("role", docker: "labels[zdc.role]") { gateway, _ in
      .text("gateway", from: gateway.name.origin)
    },
    Property(
      "image", docker: "image",
      kubernetes: .at(
        "container.image", nil,
        { gateway, _ in
          let image = gateway.runImage
          return .stated(image.atRestText, from: image.origin)
        })
    ) { gateway, _ in .one(gateway.runImage) },
    Property(
      "imagePullSecrets",
      kubernetes: .among(
        "pod.imagePullSecrets[].name", nil, { _, plan in plan.pullSecrets.unnamed })
    ) { _, plan in plan.pullSecrets },
    Property(
      "replicas", .plain, change: .scales,
      swarm: .at(
        "deploy.replicas", nil,
        { gateway, plan in .one(gateway.replicas).only(where: !plan.swarm.isOnHostPorts) }),
      kubernetes: "object.spec.replicas"
    ) { gateway, _ in .one(gateway.replicas) },
    Property(
      "listen.http", .plain, changes: listening,
      compose: .at("ports[]", .ports, { gateway, _ in published(gateway) }),
      swarm: .at("ports[].published", nil, { gateway, _ in ports(gateway) }),
      kubernetes: .at(
        "service.spec.ports[*].port", nil, { gateway, _ in ports(gateway, named: true) })
    ) { gateway, _ in .one(gateway.http) },
    Property("listen.https", changes: listening) { gateway, _ in .one(gateway.https) },
    Property("listen.address", changes: listening) { gateway, _ in .one(gateway.address) },
    Property("listen.redirect", change: .conf) { gateway, _ in .one(gateway.redirect) },
    Property("tls.certificates", change: .conf) { gateway, _ in .one(gateway.certificates) },
    Property("health") { gateway, _ in .one(gateway.healthPath) },
    Property("serverNames", change: .conf) { gateway, _ in
      Values(gateway.serverNames.map { Values.Value($0.value, text: "yes", from: $0.origin) })
    },
    Property("maxBodySize", .size, change: .conf, conf: "http.client_max_body_size") {
      gateway, _ in .one(gateway.maxBodySize)
    },
    Property(
      "gzip", change: .conf,
      conf: .at(
        "http.gzip", nil,
        { gateway, _ in .text("on", from: gateway.gzip.origin).only(where: gateway.gzip.value) })
    ) { gateway, _ in .one(gateway.gzip) },
    Property("logFormat", change: .conf) { gateway, _ in .word(gateway.logFormat) },
    Property("securityHeaders", change: .conf) { gateway, _ in .one(gateway.securityHeaders) },
    Property(
      "trust", change: .conf,
      conf: .at(
        "http.set_real_ip_from", nil,
        { gateway, _ in Values(gateway.trust.map { Values.Value("", $0) }) })
    ) { gateway, _ in
      Values(gateway.trust.map { Values.Value($0.value, text: "yes", from: $0.origin) })
    },
    Property("drain", .time, change: .conf, conf: "worker_shutdown_timeout") { gateway, _ in
      .seconds(gateway.workerShutdownSeconds)
    },
    Property("static.directory", changes: { $0 == .blueGreen ? .conf : .replaces }) {
      gateway, _ in .one(gateway.staticFiles?.directory)
    },
    Property("static.spa", change: .conf) { gateway, _ in
      guard let files = gateway.staticFiles else { return .none }
      return .text("\(files.isSinglePage)", from: files.directory.origin)
    },
  ]

  /// What comes behind the routes.
  static let later: [Property<GatewayPlan>] = [
    Property(
      "upstreams", change: .conf, conf: .at("http.upstream[*].server", .address, upstreams)
    ) { gateway, _ in
      Values(gateway.upstreams.map { Values.Value($0.service.value, $0.port) })
    },
    Property("snippets.http", change: .conf) { gateway, _ in .one(gateway.snippets.http) },
    Property("snippets.server", change: .conf) { gateway, _ in .one(gateway.snippets.server) },
    Property(
      "stop.grace", .time, docker: "stop_grace_period",
      kubernetes: "pod.terminationGracePeriodSeconds"
    ) { gateway, _ in .seconds(gateway.stop.graceSeconds) },
    Property("logging.driver", docker: .among("logging.driver")) { gateway, _ in
      .one(gateway.logging?.driver)
    },
    Property("logging.options", docker: .among("logging.options[*]")) { gateway, _ in
      .options(of: gateway.logging)
    },
  ]

  /// What is told behind everything else.
  static let last: [Property<GatewayPlan>] = [
    Property("volumes.*.node") { gateway, plan in plan.nodes(of: gateway.servedVolumes.map(\.value))
    },
    Property("image.from") { gateway, _ in
      .one(gateway.image).only(where: gateway.builtImage != nil)
    },
  ]

  private static let listening: @Sendable (Target) -> PropertyEffect = { target in
    target == .blueGreen ? .replaces : .conf
  }

  /// Of blue-green, both colours' are in files of their own.
  private static let upstreams: Property<GatewayPlan>.Reading = { gateway, plan in
    let prefix = plan.target == .swarm ? "tasks." : ""
    let isBlueGreen = plan.target == .blueGreen
    return Values(
      gateway.upstreams.filter { !(isBlueGreen && $0.isColoured) }.flatMap { upstream in
        let name = upstream.service.value
        return (isBlueGreen ? upstream.addressesOfOne : [prefix + name]).map { address in
          Values.Value(
            name, text: "\(address):\(upstream.port.value)", from: upstream.port.origin)
        }
      })
  }

  private static func ports(_ gateway: GatewayPlan, named: Bool = false) -> Values {
    Values(
      (gateway.http.map { [Values.Value(named ? "http" : "", $0)] } ?? [])
        + (gateway.https.map { [Values.Value(named ? "https" : "", $0)] } ?? []))
  }

  private static func published(_ gateway: GatewayPlan) -> Values {
    func pair(_ port: Traced<Int>?, _ inside: Int) -> [Values.Value] {
      let address = gateway.address.map { "\($0.value):" } ?? ""
      return port.map { [Values.Value("", $0.map { "\(address)\($0):\(inside)" })] } ?? []
    }
    return Values(
      pair(gateway.http, gateway.httpContainerPort)
        + pair(gateway.https, gateway.httpsContainerPort))
  }

  static let derived: [Property<GatewayPlan>] = [
    Property(
      derived: "label of the project", docker: "labels[zdc.project]",
      kubernetes: "object.metadata.namespace", "service.metadata.namespace",
      "object.metadata.labels[app.kubernetes.io/part-of]"
    ) { _, plan in .one(plan.project.name) },
    Property(
      derived: "label of the service", docker: "labels[zdc.service]",
      kubernetes: "object.metadata.labels[app.kubernetes.io/name]"
    ) { gateway, _ in .one(gateway.name) },
    Property(derived: "logins", docker: .among("secrets[].source|secrets[]")) { gateway, _ in
      Values(gateway.logins.map { Values.Value("", $0) })
    },
    Property(derived: "colour", docker: "labels[zdc.colour]") { _, _ in .none },
    Property(
      derived: "selector", kubernetes: "object.spec.selector.matchLabels[*]",
      "service.spec.selector[*]", "budget.spec.selector.matchLabels[*]"
    ) { gateway, plan in
      Values([
        Values.Value("app.kubernetes.io/name", gateway.name),
        Values.Value("app.kubernetes.io/part-of", plan.project.name),
      ])
    },
    Property(derived: "disruption budget", .plain, kubernetes: "budget.spec.maxUnavailable") {
      gateway, _ in .text("1", from: gateway.name.origin)
    },
    Property(derived: "health switched off", .plain, docker: "healthcheck.disable") { _, _ in
      .none
    },
    Property(derived: "health question", .question, docker: .among("healthcheck.test")) {
      gateway, _ in
      let check = gateway.check
      return HealthProperties.questions(
        check.isPlain ? "curl -k" : "curl -k https", gateway.healthPath.map { _ in check.port },
        gateway.healthPath, String(check.times.limit.secondsRoundedUp), [])
    },
    Property(derived: "update order", swarm: "deploy.update_config.order") { gateway, _ in
      .word(gateway.rolling.order)
    },
    Property(derived: "mode", swarm: "deploy.mode") { _, plan in
      .text("global", from: plan.swarm.publish.origin).only(where: plan.swarm.isOnHostPorts)
    },
    Property(derived: "strategy", kubernetes: "object.spec.strategy.type") { gateway, _ in
      .text("RollingUpdate", from: gateway.name.origin)
    },
    Property(
      derived: "surge", .plain, kubernetes: "object.spec.strategy.rollingUpdate.maxSurge"
    ) { gateway, _ in .text("1", from: gateway.name.origin) },
    Property(
      derived: "unavailable", .plain,
      kubernetes: "object.spec.strategy.rollingUpdate.maxUnavailable"
    ) { gateway, _ in .text("0", from: gateway.name.origin) },
    Property(
      derived: "pause before the end", .time,
      kubernetes: "container.lifecycle.preStop.sleep.seconds"
    ) { gateway, _ in .seconds(gateway.stop.pauseSeconds) },
    Property(
      derived: "readiness path", kubernetes: "container.readinessProbe.httpGet.path",
      "container.startupProbe.httpGet.path"
    ) { gateway, _ in .one(gateway.healthPath) },
  ]
}
