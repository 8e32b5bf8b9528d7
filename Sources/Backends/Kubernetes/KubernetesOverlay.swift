import Diagnostics
import OutputTrees
import Planning

/// `overlay.yml`: what the deployment sets in the artefacts, as patches with templates for values.
/// The script fills it in and puts it beside the artefacts as a kustomization of its own.
struct KubernetesOverlay: Sendable {
  private let patches: [DeployTimePatch]
  private let generator: KubernetesGenerator

  init(_ generator: KubernetesGenerator, of artefacts: [YAMLArtefact]) {
    self.generator = generator
    patches = artefacts.flatMap { $0.documents.compactMap(DeployTimePatch.init) }
  }

  func artefact() -> YAMLArtefact {
    let remark = generator.remark
    let why = remark(
      "deploy-kubernetes.sh fills in what begins with a dollar and builds a temporary overlay of it.",
      "deploy-kubernetes.sh가 달러 기호로 시작하는 값을 채워 임시 overlay를 만듭니다.")
    return YAMLArtefact(
      path: "kubernetes/scripts/overlay.yml",
      // In this file a dollar is syntax.
      header: (ArtefactHeader.lines(for: generator.plan.project) + [why])
        .map { $0.replacingAll("$", with: "$$") },
      documents: [document()])
  }

  private func document() -> YAMLTree {
    let releases = generator.plan.services.filter(\.isPrepared)
    return [
      "apiVersion": "kustomize.config.k8s.io/v1beta1",
      "kind": "Kustomization",
      "resources": .list {
        YAMLTree.text("base").because(
          generator.remark(
            "A link to the artefacts' folder, made beside this file.",
            "이 파일 옆에 만들어지는, 생성물 폴더로 가는 링크입니다."))
        for service in releases {
          YAMLTree.text("\(service.releaseName).yml")
        }
        if let confirmation = generator.plan.confirmation {
          YAMLTree.text("\(confirmation.name.value).yml", origin: confirmation.name.origin)
        }
      },
      "configMapGenerator": deployConfig(),
      "patches": YAMLTree.list {
        for patch in patches { patch.tree }
      }.orNilIfEmpty,
    ]
  }

  /// The values of deploy-time variables that pods read; kustomize names it by its content.
  private func deployConfig() -> YAMLTree? {
    let variables = generator.configured().map(\.configKey)
    guard !variables.isEmpty else { return nil }
    let name = generator.names.deployConfig
    return [
      [
        "name": .text(name),
        "namespace": .text(
          generator.names.namespace, origin: generator.plan.project.name.origin),
        "options": ["labels": generator.labels(name, in: .config)],
        "files": .sequence(variables.map { .text("\($0)=\($0).value") }),
      ]
    ]
  }
}
