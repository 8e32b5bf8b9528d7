import Planning

/// Where a Compose file or a stack states a property of a service: the keys below it. With this a
/// patch is known to reach a fact.
enum DockerLayout {
  static func way(to property: FactProperty) -> [String] {
    switch property.kind {
    case .image: ["image"]
    case .buildContext: ["build", "context"]
    case .dockerfile: ["build", "dockerfile"]
    case .buildArgument: ["build", "args", property.key]
    case .buildTarget: ["build", "target"]
    case .buildSecrets: ["build", "secrets"]
    case .cacheFrom: ["build", "cache_from"]
    case .pull: ["pull_policy"]
    case .platform: ["platform"]
    case .containerName: ["container_name"]
    case .profiles: ["profiles"]
    case .entrypoint: ["entrypoint"]
    case .command: ["command"]
    case .restart: ["restart"]
    case .user: ["user"]
    case .workingDir: ["working_dir"]
    case .readOnly: ["read_only"]
    case .stopSignal: ["stop_signal"]
    case .grace: ["stop_grace_period"]
    case .capability: ["cap_add"]
    case .shmSize: ["shm_size"]
    case .initProcess: ["init"]
    case .envFile: ["env_file", "path"]
    case .envFileFormat: ["env_file", "format"]
    case .environment: ["environment", property.key]
    case .secrets: ["secrets"]
    case .label: ["labels", property.key]
    case .extraHost: ["extra_hosts", property.key]
    case .dependency: ["depends_on", property.key]
    case .mountKind, .mountSource, .mountTarget, .mountReadOnly, .mountMode, .mountMakesFolder,
      .mountSize:
      [property.key.isEmpty ? "volumes" : property.key + "s"]
    case .tmpfs: ["tmpfs"]
    case .publishedPort, .publishedTarget, .publishedProtocol, .publishedMode: ["ports"]
    case .networks: ["networks"]
    case .networkMode: ["network_mode"]
    case .dnsOption: ["dns_opt"]
    case .healthVia, .healthPort, .healthPath, .healthHeader, .healthLimit, .healthCommand:
      ["healthcheck", "test"]
    case .healthOff: ["healthcheck", "disable"]
    case .healthInterval: ["healthcheck", "interval"]
    case .healthTimeout: ["healthcheck", "timeout"]
    case .healthRetries: ["healthcheck", "retries"]
    case .healthStart: ["healthcheck", "start_period"]
    case .healthStartInterval: ["healthcheck", "start_interval"]
    case .replicas: ["deploy", "replicas"]
    case .mode: ["deploy", "mode"]
    case .endpointMode: ["deploy", "endpoint_mode"]
    case .placement: ["deploy", "placement", "constraints"]
    case .cpuLimit: ["deploy", "resources", "limits", "cpus"]
    case .memoryLimit: ["deploy", "resources", "limits", "memory"]
    case .cpuReserve: ["deploy", "resources", "reservations", "cpus"]
    case .memoryReserve: ["deploy", "resources", "reservations", "memory"]
    case .gpus, .gpuKind, .gpuCapabilities: ["deploy", "resources", "reservations", "devices"]
    case .updateBatch: ["deploy", "update_config", "parallelism"]
    case .updatePause: ["deploy", "update_config", "delay"]
    case .updateOrder: ["deploy", "update_config", "order"]
    case .updateFailure: ["deploy", "update_config", "failure_action"]
    case .updateMonitor: ["deploy", "update_config", "monitor"]
    case .rollbackBatch: ["deploy", "rollback_config", "parallelism"]
    case .rollbackPause: ["deploy", "rollback_config", "delay"]
    case .rollbackOrder: ["deploy", "rollback_config", "order"]
    case .rollbackFailure: ["deploy", "rollback_config", "failure_action"]
    case .rollbackMonitor: ["deploy", "rollback_config", "monitor"]
    case .restartCondition: ["deploy", "restart_policy", "condition"]
    case .restartDelay: ["deploy", "restart_policy", "delay"]
    case .restartAttempts: ["deploy", "restart_policy", "max_attempts"]
    case .deploymentLabel: ["deploy", "labels", property.key]
    case .name: ["name"]
    case .declared: []
    case .external: ["external"]
    case .driver: ["driver"]
    case .driverOption: ["driver_opts", property.key]
    case .attachable: ["attachable"]
    case .sourceVariable: ["environment"]
    case .sourceFile: ["file"]
    case .other: [property.key]
    // Of other artefacts.
    case .port, .upstreamAddress, .upstreamFlags, .listen, .serverNames, .routeService,
      .routeTimeout, .routeVolume, .header, .drain, .maxBodySize, .directive, .snippet,
      .assignment, .element, .entry, .defaultValue, .required, .field:
      ["", property.kind.rawValue]
    }
  }

  /// The key of the document below which a subject's own name stands.
  static func section(of kind: FactSubject.Kind) -> String? {
    switch kind {
    case .service, .release: "services"
    case .network: "networks"
    case .volume: "volumes"
    case .secret: "secrets"
    case .config: "configs"
    case .project, .block, .variable, .script, .object: nil
    }
  }
}
