package import Diagnostics
package import OutputTrees
package import Planning

/// The artefacts of the Kubernetes target. The manifest's patches go over all of them; what the
/// deployment still sets afterwards is `overlay.yml`.
package enum KubernetesArtefacts {
  package static func files(
    _ plan: TargetPlan, into log: inout DiagnosticLog
  ) -> [OutputFile] {
    noteLowerSecurity(plan, into: &log)
    let generator = KubernetesGenerator(plan)
    let artefacts = documents(of: generator, into: &log)
    let overlay = KubernetesOverlay(generator, of: artefacts)
    return artefacts.map { $0.written() } + [overlay.artefact().written()]
      + KubernetesScripts(generator).files()
  }

  /// What patches reach, with them laid over.
  static func documents(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [YAMLArtefact] {
    documents(of: KubernetesGenerator(plan), into: &log)
  }

  private static func documents(
    of generator: KubernetesGenerator, into log: inout DiagnosticLog
  ) -> [YAMLArtefact] {
    var artefacts = generator.applied() + generator.releases() + generator.confirmations()
    artefacts.append(generator.kustomization(of: artefacts))
    artefacts.apply(generator.plan.patches, into: &log)
    return artefacts
  }

  /// One note for all services that could be *restricted* and are not.
  static func noteLowerSecurity(_ plan: TargetPlan, into log: inout DiagnosticLog) {
    let lower = plan.allServices.filter {
      PodSecurity.level(of: $0) != .restricted
    }
    guard let first = lower.first else { return }
    let shown = lower.prefix(8).map { service in
      "'\(service.name.value)' (\(PodSecurity.obstacles(of: service).joined(separator: ", ")))"
    }.joined(separator: ", ")
    let names = lower.count > 8 ? "\(shown) and \(lower.count - 8) more" : shown
    log.report(
      Diagnostic(
        .note, KubernetesCodes.lowerSecurity, at: first.name.origin.range,
        "pods of \(names) do not keep Kubernetes' restricted security level",
        help: "give each a numeric 'user', as its image allows"))
  }
}

/// What only the Kubernetes target has to say.
package enum KubernetesCodes {
  package static let lowerSecurity = DiagnosticCode(383)
}

extension KubernetesGenerator {
  /// What `kubectl apply -f kubernetes/` takes, in the order of the manifest.
  fileprivate func applied() -> [YAMLArtefact] {
    var artefacts = [artefact("00-namespace.yml", [namespaceDocument()])]
    let claims = plan.volumes.compactMap { volume in
      names.isMade(volume)
        ? names.claim(volume).literal.map { claimDocument(volume, name: $0) } : nil
    }
    if !claims.isEmpty { artefacts.append(artefact("10-volumes.yml", claims)) }
    let policies = networkPolicies()
    if !policies.isEmpty { artefacts.append(artefact("20-networks.yml", policies)) }
    if let gateway = plan.gateway {
      let conf = KubernetesSite.file(for: gateway, in: plan)
      artefacts.append(
        artefact(
          "\(gateway.name.value)-deployment.yml", gatewayDocuments(gateway, conf: conf)))
    }
    for service in plan.allServices {
      let documents = documents(of: service)
      if !documents.isEmpty { artefacts.append(artefact(fileName(of: service), documents)) }
    }
    return artefacts
  }

  /// A Job can't be changed, so it stays out of the folder that is applied again and again.
  fileprivate func releases() -> [YAMLArtefact] {
    plan.services.filter(\.isPrepared).map { service in
      let why = remark(
        "deploy-kubernetes.sh makes it anew for each deployment, since a Job can't be changed.",
        "Job은 고칠 수 없어서 deploy-kubernetes.sh가 배포할 때마다 새로 만듭니다.")
      return YAMLArtefact(
        path: "kubernetes/jobs/\(service.releaseName).yml",
        header: ArtefactHeader.lines(for: plan.project) + [why],
        documents: [releaseJob(of: service)])
    }
  }

  /// Beside the releases, for the same reason.
  fileprivate func confirmations() -> [YAMLArtefact] {
    guard let gateway = plan.gateway, let confirmation = plan.confirmation else { return [] }
    let why = remark(
      "deploy-kubernetes.sh runs it after each rollout, and takes the rollout back where it fails.",
      "deploy-kubernetes.sh가 롤아웃 뒤에 실행하고, 실패하면 롤아웃을 되돌립니다.")
    return [
      YAMLArtefact(
        path: "kubernetes/jobs/\(confirmation.name.value).yml",
        header: ArtefactHeader.lines(for: plan.project) + [why],
        documents: [confirmJob(confirmation, by: gateway)])
    ]
  }

  fileprivate func kustomization(of artefacts: [YAMLArtefact]) -> YAMLArtefact {
    let applied = artefacts.filter { !$0.path.hasPrefix("kubernetes/jobs/") }.map { artefact in
      // Of the last document: the workload, or the Service in front of it.
      YAMLTree.text(artefact.path, origin: artefact.documents.last?.origin)
    }
    return YAMLArtefact(
      path: "kustomization.yaml", header: ArtefactHeader.lines(for: plan.project),
      documents: [
        [
          "apiVersion": "kustomize.config.k8s.io/v1beta1",
          "kind": "Kustomization",
          "resources": .sequence(applied),
        ]
      ])
  }

  private func artefact(_ name: String, _ documents: [YAMLTree]) -> YAMLArtefact {
    YAMLArtefact(
      path: "kubernetes/\(name)", header: ArtefactHeader.lines(for: plan.project),
      documents: documents)
  }

  private func fileName(of service: ServicePlan) -> String {
    let kind =
      switch service.role {
      case .backing: "statefulset"
      case .job: "cronjob"
      case .initial: "files"
      case .web, .worker, .singleton: "deployment"
      }
    return "\(service.name.value)-\(kind).yml"
  }

  private func documents(of service: ServicePlan) -> [YAMLTree] {
    let name = service.name.value
    var documents = service.files.map { configMap($0, of: service) }
    switch service.role {
    case .backing: documents.append(statefulSet(of: service))
    case .job: documents.append(cronJob(of: service))
    case .initial: break
    case .web, .worker, .singleton: documents.append(deployment(of: service))
    }
    if service.isKept, let reached = serviceDocument(of: service) {
      documents.append(reached)
    }
    if service.role == .web {
      documents.append(placed(disruptionBudget(name, in: .web), at: service.name.origin))
    }
    return documents
  }
}
