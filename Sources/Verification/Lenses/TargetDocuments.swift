import Diagnostics
import ManifestModel
import Planning
import YAMLReading

/// The artefacts of one target as the lenses look into them.
struct TargetDocuments {
  private let plan: TargetPlan
  /// The Compose file, or the stack.
  private let file: YAMLNode?
  /// Kubernetes' objects by `Deployment/api`.
  private var objects: [String: Lens.Root] = [:]
  private let conf: ConfLens?
  /// The entries of each section of `file`, which may be thousands.
  private let sections: [String: [String: YAMLNode]]
  private let script: [DeploymentFact]?
  private let path: String

  init(_ artefacts: [VerifiedArtefact], of plan: TargetPlan) {
    self.plan = plan
    var told = DiagnosticLog()
    func artefact(_ path: String) -> VerifiedArtefact? { artefacts.first { $0.path == path } }
    let names = Names(plan.target)
    path = names.file
    file = artefact(names.file).flatMap { ArtefactReader.documents(of: $0, into: &told)?.first }
    if plan.target == .kubernetes {
      for artefact in artefacts where artefact.isOfObjects {
        for document in ArtefactReader.documents(of: artefact, into: &told) ?? [] {
          let kind = document["kind"]?.scalar?.text ?? ""
          let name = document["metadata"]?["name"]?.scalar?.text ?? ""
          let object = "\(kind)/\(name)"
          objects[object] = Lens.Root(
            node: document, keys: [], path: artefact.path, object: object)
        }
      }
    }
    sections = Self.byName(file).mapValues(Self.byName)
    script = artefact(names.script).map { ScriptFactReader.facts(of: $0.file, path: $0.path) }
    let prefix = "ConfigMap/\(plan.gateway?.name.value ?? "")-conf-"
    let part = objects.first { $0.key.hasPrefix(prefix) }?.value
    let directives: [NginxDirective]?
    if let part, let text = part.node["data"]?["nginx.conf"], let scalar = text.scalar,
      let file = artefact(part.path)?.file
    {
      directives = NginxConf.read(file.part(scalar.text, below: text.range), into: &told)
    } else {
      directives = artefact(names.conf)?.conf.directives
    }
    conf = directives.map(ConfLens.init)
  }

  private static func byName(_ node: YAMLNode?) -> [String: YAMLNode] {
    Dictionary(
      (node?.entries ?? []).map { ($0.key.value, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  private struct Names {
    let file: String
    let conf: String
    let script: String

    init(_ target: Target) {
      switch target {
      case .blueGreen:
        file = "docker/docker-compose.blue-green.yml"
        conf = "docker/nginx/nginx-blue-green.conf"
        script = "docker/scripts/deploy-blue-green.sh"
      case .swarm:
        file = "docker/docker-compose.swarm.yml"
        conf = "docker/nginx/nginx-swarm.conf"
        script = "docker/scripts/deploy-swarm.sh"
      case .kubernetes:
        file = "kubernetes"
        conf = ""
        script = "kubernetes/scripts/deploy-kubernetes.sh"
      }
    }
  }

  // MARK: Lenses

  var whole: Lens {
    let kustomization = objects["Kustomization/"].map { ["kustomization": $0] } ?? [:]
    let document = file.map { ["": Lens.Root(node: $0, keys: [], path: path, object: "")] } ?? [:]
    return lens(FactSubject(.project, ""), kustomization.merging(document) { one, _ in one })
  }

  func service(_ address: String, _ name: String, of role: ServicePlan.Role) -> Lens {
    let kind =
      switch role {
      case .backing: "StatefulSet"
      case .job: "CronJob"
      case .initial: "Job"
      case .web, .worker, .singleton: "Deployment"
      }
    return plan.target == .kubernetes
      ? workload(kind, name) : lens(FactSubject(.service, address), section("services", address))
  }

  /// What runs of a service before a version takes traffic: on Kubernetes one a container.
  func oneShot(_ service: ServicePlan) -> [Lens] {
    let name = service.releaseName
    guard plan.target == .kubernetes else {
      return [lens(FactSubject(.service, name), section("services", name))]
    }
    return service.releaseContainers.map { workload("Job", name, container: $0) }
  }

  /// What fills the gateway's folder.
  var setup: Lens {
    lens(FactSubject(.service, plan.setupName), section("services", plan.setupName))
  }

  func gateway(_ gateway: GatewayPlan) -> Lens {
    let name = gateway.name.value
    return plan.target == .kubernetes
      ? workload("Deployment", name) : lens(FactSubject(.service, name), section("services", name))
  }

  /// Whether there is a part of its own for it.
  func has(_ volume: VolumePlan) -> Bool {
    plan.target == .kubernetes
      ? objects["PersistentVolumeClaim/\(claim(volume))"] != nil : true
  }

  func volume(_ volume: VolumePlan) -> Lens {
    let subject = FactSubject(.volume, volume.name)
    guard plan.target == .kubernetes else {
      return lens(subject, section("volumes", volume.name))
    }
    return lens(
      subject, objects["PersistentVolumeClaim/\(claim(volume))"].map { ["claim": $0] } ?? [:])
  }

  func secret(_ name: String) -> Lens {
    lens(FactSubject(.secret, name), section("secrets", name))
  }

  private func claim(_ volume: VolumePlan) -> String {
    (volume.adoptedName?.literal ?? volume.name).replacingAll("_", with: "-")
  }

  private func lens(_ subject: FactSubject, _ roots: [String: Lens.Root]) -> Lens {
    Lens(
      target: plan.target, subject: subject, path: path, roots: roots, conf: conf, script: script)
  }

  private func section(_ name: String, _ key: String) -> [String: Lens.Root] {
    guard let node = sections[name]?[key] else { return [:] }
    return ["": Lens.Root(node: node, keys: [name, key], path: path, object: "")]
  }

  /// An object that runs pods, with what belongs to it.
  private func workload(_ kind: String, _ name: String, container: String? = nil) -> Lens {
    var roots: [String: Lens.Root] = [:]
    let subject = FactSubject(.object, "\(kind)/\(name)")
    guard let object = objects[subject.name] else { return lens(subject, [:]) }
    roots["object"] = object
    roots["service"] = objects["Service/\(name)"]
    roots["budget"] = objects["PodDisruptionBudget/\(name)"]
    let way =
      kind == "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"]
    roots["template"] = object.inner(way)
    roots["pod"] = object.inner(way + ["spec"])
    let item = "[\(container ?? name)]"
    roots["container"] =
      object.inner(way + ["spec", "containers", item])
      ?? object.inner(way + ["spec", "initContainers", item])
    return lens(subject, roots)
  }
}

extension Lens.Root {
  fileprivate func inner(_ way: [String]) -> Lens.Root? {
    node.node(at: way[...]).map {
      Lens.Root(node: $0, keys: keys + way, path: path, object: object)
    }
  }
}

extension VerifiedArtefact {
  /// Whether it holds objects of Kubernetes, and not what the script sets in them.
  fileprivate var isOfObjects: Bool {
    maySplit && (path.hasSuffix(".yml") || path.hasSuffix(".yaml"))
      && path != OverlayFactReader.path
  }
}
