import Diagnostics
import Planning

/// Names of objects that more than one document, or a document and the script, must agree on.
struct KubernetesNames: Sendable {
  /// The label `app.kubernetes.io/component`; the script applies the artefacts by it.
  enum Component: String, Sendable {
    case namespace
    case volume
    case config
    case gateway
    case web
    case worker
    case singleton
    case job
    case backing
    case release
    case confirm
  }

  let project: String
  private let secrets: [SecretPlan]
  private let volumes: [VolumePlan]
  private let servedVolumes: [String]
  private let coloured: [ServicePlan]

  init(_ plan: TargetPlan) {
    project = plan.project.name.value
    secrets = plan.secrets
    volumes = plan.volumes
    coloured = plan.services
    servedVolumes = plan.gateway.map { $0.servedVolumes.map(\.value) } ?? []
  }

  var namespace: String { project }

  /// Holds the values of deploy-time variables; kustomize adds their hash to it.
  var deployConfig: String { "\(project)-deploy" }

  func claim(_ volume: VolumePlan) -> DeployText {
    let given = volume.adoptedName ?? DeployText(volume.name, from: volume.key.origin)
    // A name of Docker's may hold what a claim's may not.
    return DeployText(
      given.pieces.map { piece in
        if case .text(let text) = piece { .text(text.replacingAll("_", with: "-")) } else { piece }
      }, from: given.origin)
  }

  func volume(_ name: String) -> VolumePlan? { volumes.first { $0.name == name } }

  /// A disk that only backing services mount is used from a folder in it: a fresh one has a
  /// `lost+found`, with which databases refuse to begin.
  func needsSubfolder(_ volume: VolumePlan) -> Bool {
    !volume.isExternal && volume.adoptedName == nil && !servedVolumes.contains(volume.key.value)
      && !coloured.contains { $0.volumes.contains { $0.volume == volume.name } }
  }

  /// Whether zdc makes the claim; one whose name only the deployment knows has to be there.
  func isMade(_ volume: VolumePlan) -> Bool {
    !volume.isExternal && claim(volume).literal != nil
  }

  func externalSecret(_ name: String) -> String? {
    for secret in secrets where secret.name.value == name {
      if case .external(let external) = secret.source { return external.value }
    }
    return nil
  }

  func file(_ file: FilePlan, of service: ServicePlan) -> String {
    let name = file.name.value.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    return "\(service.name.value)-\(String(name))-\(file.shortHash)"
  }

  /// The Secret of a service's `envFile`, without its serial.
  static func envFile(of service: ServicePlan) -> String { "\(service.name.value)-env" }

  static func component(of service: ServicePlan) -> Component {
    switch service.role {
    case .web: .web
    case .worker: .worker
    case .singleton: .singleton
    case .job: .job
    case .initial: .release
    case .backing: .backing
    }
  }
}
