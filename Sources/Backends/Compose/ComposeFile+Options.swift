import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension ComposeFile {
  /// What passes through to the container.
  @YAMLMapBuilder
  func options(_ service: ServicePlan) -> [YAMLTree.Entry] {
    DockerService.options(service.options)
    if !service.options.tmpfs.isEmpty {
      entry("tmpfs", YAMLTree.list { for folder in service.options.tmpfs { memory(folder) } })
    }
    entry("cap_add", DockerService.list(service.options.capAdd))
    entry("shm_size", service.options.shmSize.map { YAMLTree.dockerSize($0) })
    if !service.options.extraHosts.isEmpty {
      entry(
        "extra_hosts",
        YAMLTree.map {
          for host in service.options.extraHosts { entry(host.name, .compose(host.value)) }
        })
    }
  }

  /// `PATH[:size=SIZE]`
  private func memory(_ folder: MemoryFolderPlan) -> YAMLTree {
    guard let size = folder.size else { return .compose(folder.path) }
    let limited = YAMLTree.compose(folder.path.map { "\($0):size=\(size.value.bytes)" })
    return limited.from(folder.path.origin.and([size.origin.range]))
  }

  /// Instances and resources; `nil` where both are the engine's own.
  func deploy(_ service: ServicePlan) -> YAMLTree? {
    let resources = DockerService.resources(service.resources) { gpus in
      entry(
        "devices",
        YAMLTree.list {
          YAMLTree.map(origin: gpus.origin) {
            entry("driver", .text("nvidia"))
            entry("count", .integer(gpus))
            entry("capabilities", .words(["gpu"]))
          }
        })
    }
    guard service.replicas.value > 1 || resources != nil else { return nil }
    return YAMLTree.map {
      if service.replicas.value > 1 { entry("replicas", .integer(service.replicas)) }
      entry("resources", resources)
    }
  }

  /// What must be up first: backing services healthy, the release and the setup ended well.
  func dependencies(_ service: ServicePlan, withRelease: Bool) -> YAMLTree? {
    let release = withRelease && service.isPrepared ? service.releaseName : nil
    let needsSetup = plan.gateway != nil && (service.wrapper != nil || !service.files.isEmpty)
    guard !service.dependsOn.isEmpty || release != nil || needsSetup else { return nil }
    return YAMLTree.map {
      for name in service.dependsOn {
        entry(name.value, condition(of: name.value).from(name.origin))
      }
      if let release { entry(release, condition("service_completed_successfully")) }
      if needsSetup { entry(setupName, condition("service_completed_successfully")) }
    }
  }

  private func condition(of name: String) -> YAMLTree {
    if endingAddresses.contains(name) { return condition("service_completed_successfully") }
    return condition(checkedAddresses.contains(name) ? "service_healthy" : "service_started")
  }

  private func condition(_ text: String) -> YAMLTree {
    YAMLTree.map { entry("condition", .text(text)) }
  }
}
