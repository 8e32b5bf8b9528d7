import Diagnostics
import ManifestModel

extension KubernetesFacts {
  /// Every file of Kubernetes whose facts are known.
  static func files(_ plan: TargetPlan) -> [ArtefactFacts] {
    var files: [ArtefactFacts] = []
    var deployed: [DeployedValue] = []
    func file(_ path: String, _ body: (inout KubernetesFacts) -> Void) {
      var facts = KubernetesFacts(plan)
      body(&facts)
      deployed += facts.deployed
      files.append(ArtefactFacts(path: path, target: .kubernetes, facts: facts.list.facts))
    }
    file("kubernetes/00-namespace.yml") { $0.namespace() }
    let claims = plan.volumes.filter { !$0.isExternal && claim($0).literal != nil }
    if !claims.isEmpty {
      file("kubernetes/10-volumes.yml") { facts in
        for volume in claims { facts.claim(volume, name: claim(volume).literal ?? "") }
      }
    }
    if let gateway = plan.gateway {
      file("kubernetes/\(gateway.name.value)-deployment.yml") { $0.gateway(gateway) }
    }
    for service in plan.allServices {
      file("kubernetes/\(service.name.value)-\(service.kubernetesKind).yml") {
        $0.workload(service)
      }
    }
    let applied = files.map(\.path)
    for service in plan.services where !service.release.isEmpty {
      file("kubernetes/jobs/\(service.name.value)-release.yml") { $0.releaseJob(of: service) }
    }
    file("kustomization.yaml") { $0.kustomization(applied) }
    let values = deployed
    file("kubernetes/scripts/overlay.yml") { $0.overlay(values) }
    return files
  }

  private mutating func workload(_ service: ServicePlan) {
    for file in service.files { configMap(file, of: service) }
    switch service.role {
    case .backing: statefulSet(of: service)
    case .job: return cronJob(of: service)
    case .web, .worker, .singleton: deployment(of: service)
    }
    self.service(of: service)
    if service.role == .web { disruptionBudget(service.name, in: "web") }
  }

  private mutating func kustomization(_ files: [String]) {
    list.turn(to: .object, "Kustomization/")
    field("apiVersion", "kustomize.config.k8s.io/v1beta1", from: project.origin)
    field("kind", "Kustomization", from: project.origin)
    for (index, path) in files.enumerated() {
      field("resources[\(index)]", path, from: project.origin)
    }
  }
}

extension ServicePlan {
  fileprivate var kubernetesKind: String {
    switch role {
    case .backing: "statefulset"
    case .job: "cronjob"
    case .web, .worker, .singleton: "deployment"
    }
  }
}
