import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension ComposeFile {
  /// A coloured or a backing service.
  func container(_ service: ServicePlan) -> YAMLTree {
    YAMLTree.map(origin: service.name.origin) {
      image(service)
      entry(
        "container_name",
        service.containerName.map { name in
          // Only a single instance has a name of its own.
          YAMLTree.text(
            name, origin: containerOrigin(service.name).and([service.replicas.origin.range]))
        })
      profiles(service)
      DockerService.command(service)
      entry(
        "restart", service.restart.map { YAMLTree.text($0.value.description, origin: $0.origin) })
      values(service)
      storage(service)
      entry("ports", publishedPorts(service))
      entry("networks", DockerService.networks(service.networks))
      entry("healthcheck", DockerService.healthcheck(of: service))
      entry("stop_signal", service.stop.givenSignal.map { YAMLTree.text($0) })
      entry("stop_grace_period", .seconds(service.stop.graceSeconds))
      options(service)
      entry("logging", DockerService.logging(service.logging))
      entry("deploy", deploy(service))
      entry("depends_on", dependencies(service, withRelease: true))
      labels(
        service: service.name.value, role: service.role.rawValue, colour: service.colour,
        of: service)
    }
  }

  /// The one-shot container that prepares a version: it has the version's environment, and it ends
  /// before anything of that version starts.
  func releaseService(_ service: ServicePlan) -> YAMLTree {
    YAMLTree.map(origin: service.preparedOrigin) {
      releaseImage(service)
      profiles(service)
      DockerService.release(of: service)
      entry("restart", .text("no"))
      values(service)
      storage(service)
      entry("networks", DockerService.networks(service.networks))
      options(service)
      entry("logging", DockerService.logging(service.logging))
      entry("depends_on", dependencies(service, withRelease: false))
      labels(service: service.name.value, role: "release", colour: service.colour, of: service)
    }.because(
      remark(
        "Runs once before a version takes traffic; both versions must work with what it changes.",
        "새 버전이 트래픽을 받기 전에 한 번 실행됩니다. 두 버전이 함께 쓸 수 있어야 합니다."))
  }

  @YAMLMapBuilder
  private func image(_ service: ServicePlan) -> [YAMLTree.Entry] {
    entry("image", .compose(service.image.name))
    entry(
      "build",
      service.image.build.map { build($0, isPatched: plan.patchesBuild(of: service)) })
    entry(
      "pull_policy", service.image.pull.map { YAMLTree.text($0.value.rawValue, origin: $0.origin) })
    entry("platform", service.image.platform.map { YAMLTree.compose($0) })
  }

  /// The image that the service itself builds, unless it is nothing else: built twice, the tag would
  /// end on either, and the next `up` would take the other for a change.
  @YAMLMapBuilder
  private func releaseImage(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if service.image.build == nil || service.role == .initial {
      image(service)
    } else {
      entry("image", .compose(service.image.name))
      entry("pull_policy", .text("never"))
      entry("platform", service.image.platform.map { YAMLTree.compose($0) })
    }
  }

  private func build(_ build: BuildPlan, isPatched: Bool) -> YAMLTree {
    let context = YAMLTree.compose(build.context, from: ComposeFile.folder)
    let isPlain =
      build.dockerfile == nil && build.args.isEmpty && build.target == nil
      && build.secrets.isEmpty && build.cacheFrom.isEmpty
    guard !isPlain || isPatched else { return context }
    return YAMLTree.map(origin: build.origin) {
      entry("context", context)
      entry("dockerfile", build.dockerfile.map { YAMLTree.compose($0) })
      if !build.args.isEmpty {
        entry(
          "args",
          YAMLTree.map { for arg in build.args { entry(arg.name, .compose(arg.value)) } })
      }
      entry("target", build.target.map { YAMLTree.compose($0) })
      if !build.secrets.isEmpty {
        entry("secrets", .words(build.secrets.map(\.value), origin: build.secrets.first?.origin))
      }
      if !build.cacheFrom.isEmpty {
        entry(
          "cache_from", YAMLTree.list { for name in build.cacheFrom { YAMLTree.compose(name) } })
      }
    }
  }

  @YAMLMapBuilder
  private func profiles(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if service.colour == .green {
      entry("profiles", .words(["green"]))
    }
  }

  /// `PREFIX-NAME[-COLOUR]`
  func containerOrigin(_ name: Traced<String>) -> Origin {
    name.origin.and([plan.project.prefix.origin.range])
  }

  private func publishedPorts(_ service: ServicePlan) -> YAMLTree? {
    guard !service.publish.isEmpty else { return nil }
    return YAMLTree.list {
      for mapping in service.publish {
        YAMLTree.text(mapping.composeText, origin: mapping.origin)
      }
    }
  }
}

extension PublishPlan {
  /// `[HOST_IP:]HOST:CONTAINER[/udp]`, an IPv6 address in brackets.
  var composeText: String {
    let isBracketed = address?.literal?.contains(":") == true
    let address = address.map { isBracketed ? "[\($0.composeText)]:" : "\($0.composeText):" }
    return "\(address ?? "")\(port.composeText):\(containerPort)\(isUDP ? "/udp" : "")"
  }
}
