import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `docker-compose.blue-green.yml`: one host, every coloured service twice.
struct ComposeFile {
  static let path = "docker/docker-compose.blue-green.yml"
  static let folder = "docker"

  let plan: TargetPlan
  let remark: Remark
  /// The wrapper's content, as part of its name.
  let wrapperHash: String
  /// Services whose health Docker itself knows. A set: every dependency of every service asks.
  let checkedAddresses: Set<String>
  /// Services that run to their end before what names them.
  let endingAddresses: Set<String>

  init(_ plan: TargetPlan) {
    self.plan = plan
    wrapperHash = WrapperFile.shortHash(plan.project)
    checkedAddresses = Set(
      plan.allServices.filter { service in
        service.health?.isAskedInside == true
      }.map(\.address))
    endingAddresses = Set(plan.services.filter { $0.role == .initial }.map(\.address))
    remark = Remark(plan.project.comments)
  }

  /// The artefact before the manifest's patches.
  static func artefact(_ plan: TargetPlan) -> YAMLArtefact {
    let file = ComposeFile(plan)
    return YAMLArtefact(
      path: path, header: ArtefactHeader.lines(for: plan.project), documents: [file.document])
  }

  private var document: YAMLTree {
    YAMLTree.map {
      entry("name", .text(plan.project.name))
      entry("services", services.spaced)
      entry("networks", networks)
      entry("volumes", DockerService.volumes(plan.volumes))
      entry("secrets", secrets)
    }.spaced
  }

  private var services: YAMLTree {
    YAMLTree.map {
      if let gateway = plan.gateway {
        entry(setupName, setup(gateway))
        entry(gateway.name.value, gatewayService(gateway))
      }
      for service in plan.services where service.role != .job {
        if service.isPrepared {
          entry(service.releaseName, releaseService(service))
        }
        if service.isKept { entry(service.address, container(service)) }
      }
      for service in plan.backing {
        entry(service.address, container(service))
      }
    }
  }

  private var networks: YAMLTree {
    let network = plan.project.network
    return YAMLTree.map {
      entry(network.value, YAMLTree.map { entry("name", .text(network)) })
      for network in plan.networks {
        entry(
          network.key.value,
          YAMLTree.map(origin: network.key.origin) {
            if network.isExternal.value { entry("external", .boolean(network.isExternal)) }
            entry("name", .text(network.name))
            if network.isInternal.value { entry("internal", .boolean(network.isInternal)) }
          })
      }
    }
  }

  private var secrets: YAMLTree? {
    let mounted = plan.mountedSecrets
    guard !mounted.isEmpty else { return nil }
    return YAMLTree.map {
      for secret in mounted {
        entry(
          secret.name.value,
          YAMLTree.map {
            switch secret.source {
            case .variable(let name): entry("environment", .text(name))
            case .file(let path): entry("file", .compose(path, from: ComposeFile.folder))
            case .external(let name):
              entry("external", .boolean(true))
              entry("name", .compose(name))
            }
          }.from(secret.name.origin))
      }
    }
  }

  /// The one-shot service that fills the gateway's folder.
  var setupName: String { plan.setupName }
}
