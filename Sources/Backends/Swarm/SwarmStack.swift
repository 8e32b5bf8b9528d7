import ContentHashing
import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `docker-compose.swarm.yml`: the stack.
struct SwarmStack {
  static let path = "docker/docker-compose.swarm.yml"
  static let folder = "docker"

  let plan: TargetPlan
  let remark: Remark
  /// The wrapper's content, as part of its name.
  let wrapperHash: String
  /// The gateway's conf, whose content names its config.
  let conf: OutputFile?

  init(_ plan: TargetPlan, conf: OutputFile?) {
    self.plan = plan
    self.conf = conf
    wrapperHash = WrapperFile.shortHash(plan.project)
    remark = Remark(plan.project.comments)
  }

  /// The artefact before the manifest's patches.
  func artefact() -> YAMLArtefact {
    YAMLArtefact(
      path: SwarmStack.path, header: ArtefactHeader.lines(for: plan.project),
      documents: [document])
  }

  private var document: YAMLTree {
    YAMLTree.map {
      entry("services", services.spaced)
      entry("networks", networks)
      entry("volumes", DockerService.volumes(plan.volumes))
      entry("configs", configs)
      entry("secrets", secrets)
    }.spaced
  }

  private var services: YAMLTree {
    YAMLTree.map {
      if let gateway = plan.gateway {
        entry(gateway.name.value, gatewayService(gateway))
      }
      for service in plan.services where service.role != .job {
        if service.isPrepared {
          entry(service.releaseName, releaseService(service))
        }
        if service.isKept { entry(service.address, self.service(service)) }
      }
      for service in plan.backing {
        entry(service.address, self.service(service))
      }
    }
  }

  private var networks: YAMLTree {
    let network = plan.project.network
    return YAMLTree.map {
      entry(
        network.value,
        YAMLTree.map(origin: network.origin) {
          entry("name", .text(network))
          entry("driver", .text("overlay"))
          entry("attachable", .boolean(true))
        })
      for network in plan.networks {
        entry(
          network.key.value,
          YAMLTree.map(origin: network.key.origin) {
            if network.isExternal.value {
              entry("external", .boolean(network.isExternal))
              entry("name", .text(network.name))
            } else {
              entry("name", .text(network.name))
              entry("driver", .text("overlay"))
              entry("attachable", .boolean(true))
              if network.isInternal.value { entry("internal", .boolean(network.isInternal)) }
            }
          })
      }
    }
  }
}
