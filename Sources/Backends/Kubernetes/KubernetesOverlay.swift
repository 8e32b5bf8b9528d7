import Diagnostics
import JSONWriting
import OutputTrees
import Planning

/// `overlay.yml`: what the deployment sets in the artefacts, as patches with templates for values.
/// The script fills it in and puts it beside the artefacts as a kustomization of its own.
struct KubernetesOverlay: Sendable {
  /// One value that the deployment sets.
  struct Setting: Sendable {
    let pointer: String
    let template: String
    let origin: Origin?
  }

  /// The settings of one object.
  struct Patch: Sendable {
    let kind: String
    let name: String
    let settings: [Setting]
    let origin: Origin?
  }

  let patches: [Patch]
  private let generator: KubernetesGenerator

  init(_ generator: KubernetesGenerator, of artefacts: [YAMLArtefact]) {
    self.generator = generator
    patches = artefacts.flatMap { $0.documents.compactMap(Self.patch) }
  }

  private static func patch(of document: YAMLTree) -> Patch? {
    var settings: [Setting] = []
    var path: [Step] = []
    collect(document, at: &path, into: &settings)
    guard !settings.isEmpty, let kind = document["kind"]?.text,
      let name = document["metadata"]?["name"]
    else { return nil }
    return Patch(kind: kind, name: name.text ?? "", settings: settings, origin: name.origin)
  }

  private enum Step {
    case key(String)
    case index(Int)
  }

  private static func collect(
    _ tree: YAMLTree, at path: inout [Step], into settings: inout [Setting]
  ) {
    switch tree.content {
    case .mapping(let entries):
      for entry in entries {
        path.append(.key(entry.key))
        collect(entry.value, at: &path, into: &settings)
        path.removeLast()
      }
    case .sequence(let items), .words(let items):
      for (index, item) in items.enumerated() {
        path.append(.index(index))
        collect(item, at: &path, into: &settings)
        path.removeLast()
      }
    default:
      if let template = tree.template {
        settings.append(
          Setting(pointer: pointer(path), template: template, origin: tree.origin))
      }
    }
  }

  /// RFC 6901.
  private static func pointer(_ path: [Step]) -> String {
    path.map { step in
      switch step {
      case .key(let key): "/" + key.replacingAll("~", with: "~0").replacingAll("/", with: "~1")
      case .index(let index): "/\(index)"
      }
    }.joined()
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
    let releases = generator.plan.services.filter { !$0.release.isEmpty }
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
      },
      "configMapGenerator": deployConfig(),
      "patches": YAMLTree.list {
        for patch in patches { tree(of: patch) }
      }.orNilIfEmpty,
    ]
  }

  /// The values of deploy-time variables that pods read; kustomize names it by its content.
  private func deployConfig() -> YAMLTree? {
    let variables = generator.configured().compactMap(\.soleVariable)
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

  private func tree(of patch: Patch) -> YAMLTree {
    let operations = patch.settings.map { setting in
      JSONValue.object([
        JSONValue.Member("op", "replace"),
        JSONValue.Member("path", .text(setting.pointer)),
        JSONValue.Member("value", .text(setting.template)),
      ])
    }
    // Each operation takes five lines, between the list's brackets.
    let origins =
      [nil] + patch.settings.flatMap { Array(repeating: $0.origin, count: 5) } + [Origin?.none]
    return [
      "target": ["kind": .text(patch.kind), "name": .text(patch.name, origin: patch.origin)],
      "patch": YAMLTree(
        .block(JSONWriter(.pretty).text(.array(operations))), origin: nil,
        supplement: .lineOrigins(origins)),
    ]
  }
}
