import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `deploy-kubernetes.sh`, whose assignments say what is this project's, and the functions that it
/// takes from `cluster.sh`.
struct KubernetesScripts: Sendable {
  private let generator: KubernetesGenerator
  private var plan: TargetPlan { generator.plan }

  init(_ generator: KubernetesGenerator) { self.generator = generator }

  func files() -> [OutputFile] {
    [
      ShellScriptWriter.file(
        path: "kubernetes/scripts/deploy-kubernetes.sh", dialect: .bash,
        header: header, assignments: assignments(),
        bodies: [
          PackageResources.kubernetes_start_sh, PackageResources.common_messages_sh,
          PackageResources.common_environment_sh, PackageResources.common_options_sh,
          PackageResources.common_steps_sh, PackageResources.common_images_sh,
          PackageResources.kubernetes_steps_sh, PackageResources.kubernetes_commands_sh,
        ]),
      ShellScriptWriter.file(
        path: "kubernetes/scripts/cluster.sh", dialect: .bash,
        header: header, assignments: [],
        bodies: [PackageResources.kubernetes_cluster_sh]),
    ]
  }

  /// Each of the two files uses variables that the other sets, which shellcheck can't see.
  private var header: [String] {
    ArtefactHeader.lines(for: plan.project) + ["shellcheck disable=SC2034,SC2154"]
  }

  /// The folder that paths in the scripts count from.
  private static let folder = "docker"

  private func assignments() -> [ShellAssignment] {
    [
      ShellAssignment(
        "PROJECT", .scalar(plan.project.name.value), origin: plan.project.name.origin),
      ShellAssignment("STEPS", .words(plan.rollout.steps.map(\.name))),
      ShellAssignment("ROLLBACK_STEPS", .words(rollbackSteps)),
    ] + variables() + secrets() + workloads() + images() + [hooks()]
  }

  /// A rollback prepares nothing: it recalls a rendering and rolls it out as a deployment does.
  private var rollbackSteps: [String] {
    let rolled = ["services", "gateway", "workers", "singletons", "jobs", "clean"]
    return ["reconcile", "recall"] + plan.rollout.steps.map(\.name).filter { rolled.contains($0) }
  }

  private func variables() -> [ShellAssignment] {
    let required = plan.variables.filter {
      $0.defaultValue == nil && $0.name.value != "GATEWAY_TAG"
    }
    let optional = plan.variables.filter {
      $0.defaultValue != nil && $0.name.value != "GATEWAY_TAG"
    }
    let configured = generator.configured()
    return [
      names("REQUIRED", required.map(\.name)),
      names("OPTIONAL", optional.map(\.name)),
      ShellAssignment("TAG_VARIABLE", .scalar(plan.hasTag ? "TAG" : "")),
      ShellAssignment(
        "CONFIGURED",
        .array(
          configured.map {
            ShellAssignment.Element("\($0.soleVariable ?? "")=\($0.template)", origin: $0.origin)
          })),
    ]
  }

  private func secrets() -> [ShellAssignment] {
    var entries: [ShellAssignment.Element] = []
    var variables: [Traced<String>] = []
    var files: [ShellAssignment.Element] = []
    for secret in plan.secrets {
      let name = secret.name.value
      switch secret.source {
      case .variable(let variable):
        variables.append(variable)
        entries.append(.init("\(name) env \(variable.value)", origin: secret.name.origin))
      case .file(let path):
        files.append(.init(path.from(folder: Self.folder), origin: path.origin))
        entries.append(
          .init("\(name) file \(path.from(folder: Self.folder))", origin: secret.name.origin))
      case .external(let external):
        entries.append(.init("\(name) external \(external.value)", origin: secret.name.origin))
      }
    }
    for service in plan.services + plan.backing {
      guard let file = service.envFile else { continue }
      let name = KubernetesNames.envFile(of: service)
      files.append(.init(file.from(folder: Self.folder), origin: file.origin))
      entries.append(
        .init("\(name) envFile \(file.from(folder: Self.folder))", origin: file.origin))
    }
    let certificates = plan.gateway?.certificates
    if let certificates {
      entries.append(
        .init("tls folder \(certificates.from(folder: Self.folder))", origin: certificates.origin))
    }
    return [
      ShellAssignment("SECRETS", .array(entries)),
      names("SECRET_VARIABLES", variables),
      ShellAssignment("SECRET_FILES", .array(files)),
      ShellAssignment(
        "CERTIFICATES", .scalar(certificates?.from(folder: Self.folder) ?? ""),
        origin: certificates?.origin),
      names("SERVER_NAMES", certificates == nil ? [] : plan.gateway?.serverNames ?? []),
    ]
  }

  private func workloads() -> [ShellAssignment] {
    let places = Dictionary(
      plan.services.enumerated().map { ($1.name.value, $0) },
      uniquingKeysWith: { first, _ in first })
    let inOrder = plan.updateOrder.compactMap { places[$0].map { plan.services[$0] } }
    let kept = (plan.services + plan.backing).filter { $0.rolling.onFailure.value != .rollback }
    return [
      ShellAssignment(
        "GATEWAY", .scalar(plan.gateway?.name.value ?? ""), origin: plan.gateway?.name.origin),
      names("WEB", inOrder.filter { $0.role == .web }.map(\.name)),
      names("WORKERS", inOrder.filter { $0.role == .worker }.map(\.name)),
      names("SINGLETONS", inOrder.filter { $0.role == .singleton }.map(\.name)),
      names("JOBS", inOrder.filter { $0.role == .job }.map(\.name)),
      names("BACKING", plan.backing.map(\.name)),
      names("RELEASES", inOrder.filter { !$0.release.isEmpty }.map(\.name)),
      names("KEPT_ON_FAILURE", kept.map(\.name)),
    ]
  }

  private func hooks() -> ShellAssignment {
    ShellAssignment(
      "HOOKS",
      .table(
        plan.strategy.hooks.map { hook in
          ShellAssignment.Pair(
            hook.moment.rawValue, hook.path.from(folder: Self.folder), origin: hook.path.origin)
        }))
  }

  private func images() -> [ShellAssignment] {
    ImageBuilds(plan, folder: Self.folder).assignments()
  }

  private func names(_ name: String, _ values: [Traced<String>]) -> ShellAssignment {
    ShellAssignment(name, .words(values.map(\.value)), origin: values.first?.origin)
  }
}
