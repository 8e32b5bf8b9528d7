import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `deploy-kubernetes.sh`, whose assignments say what is this project's, and the library that is
/// the same for every project.
struct KubernetesScripts: Sendable {
  private let generator: KubernetesGenerator
  private let facts: ScriptFacts
  private var plan: TargetPlan { generator.plan }

  init(_ generator: KubernetesGenerator) {
    self.generator = generator
    facts = ScriptFacts(generator.plan)
  }

  func files() -> [OutputFile] {
    [
      ShellScriptWriter.file(
        path: "kubernetes/scripts/deploy-kubernetes.sh", dialect: .bash,
        header: ScriptLibrary.header(for: plan.project),
        prologue: PackageResources.common_capture_sh, assignments: assignments(),
        bodies: [
          PackageResources.kubernetes_start_sh, PackageResources.kubernetes_steps_sh,
          PackageResources.kubernetes_commands_sh,
        ]),
      ScriptLibrary.file(
        "kubernetes", for: plan.project,
        bodies: [PackageResources.kubernetes_lock_sh, PackageResources.kubernetes_cluster_sh]),
      ScriptLibrary.file(
        "rollout", for: plan.project,
        bodies: [
          PackageResources.kubernetes_namespace_sh, PackageResources.kubernetes_images_sh,
          PackageResources.kubernetes_watch_sh, PackageResources.kubernetes_render_sh,
        ]),
    ]
  }

  private func assignments() -> [ShellAssignment] {
    [
      facts.text("PROJECT", plan.project.name),
      ShellAssignment("STEPS", .words(plan.rollout.steps.map(\.name))),
      ShellAssignment("ROLLBACK_STEPS", .words(rollbackSteps)),
    ] + facts.variables() + [configured(), secrets()] + facts.secretSources()
      + [facts.environmentFiles()]
      + facts.certificates() + workloads()
      + ImageBuilds(plan, folder: ScriptFacts.folder).assignments() + [facts.hooks()]
  }

  /// A rollback prepares nothing: it recalls a rendering and rolls it out as a deployment does.
  private var rollbackSteps: [String] {
    let rolled = ["services", "gateway", "confirm", "workers", "singletons", "jobs", "clean"]
    return ["reconcile", "recall"] + plan.rollout.steps.map(\.name).filter { rolled.contains($0) }
  }

  private func configured() -> ShellAssignment {
    ShellAssignment(
      "CONFIGURED",
      .array(
        generator.configured().map {
          ShellAssignment.Element("\($0.configKey)=\($0.template)", origin: $0.origin)
        }))
  }

  /// `NAME env VARIABLE`, `NAME file PATH`, `NAME external NAME`, `NAME envFile SERVICE`, and the
  /// certificate: `tls folder PATH`.
  private func secrets() -> ShellAssignment {
    var entries = plan.secrets.map { secret in
      let source =
        switch secret.source {
        case .variable(let variable): ("env \(variable.value)", variable.origin)
        case .file(let path): ("file \(path.from(folder: ScriptFacts.folder))", path.origin)
        case .external(let external): ("external \(external.value)", external.origin)
        }
      return ShellAssignment.Element(
        "\(secret.name.value) \(source.0)", origin: source.1.and([secret.name.origin.range]))
    }
    for service in plan.allServices where !service.envFiles.isEmpty {
      let name = KubernetesNames.envFile(of: service)
      entries.append(
        .init("\(name) envFile \(service.name.value)", origin: service.envFilesOrigin))
    }
    if let folder = plan.gateway?.certificates {
      entries.append(
        .init("tls folder \(folder.from(folder: ScriptFacts.folder))", origin: folder.origin))
    }
    return ShellAssignment("SECRETS", .array(entries))
  }

  private func workloads() -> [ShellAssignment] {
    let kept = plan.services.filter { $0.rolling.onFailure.value != .rollback }
    return [
      ShellAssignment(
        "GATEWAY", .scalar(plan.gateway?.name.value ?? ""), origin: plan.gateway?.name.origin),
      facts.names("WEB", facts.services(.web)),
      facts.names("WORKERS", facts.services(.worker)),
      facts.names("SINGLETONS", facts.services(.singleton)),
      facts.names("JOBS", facts.services(.job)),
      facts.names("BACKING", plan.backing.map(\.name)),
      facts.releases(),
      ShellAssignment(
        "CONFIRM", .scalar(plan.confirmation?.name.value ?? ""),
        origin: plan.confirmation?.name.origin),
      ShellAssignment(
        "HEALTH_TIMEOUT", .integer(plan.strategy.healthTimeout.value.secondsRoundedUp),
        origin: plan.strategy.healthTimeout.origin),
      ShellAssignment(
        "KEPT_ON_FAILURE", .words(kept.map(\.name.value)),
        origin: .joined(plan.services.map(\.rolling.onFailure.origin) + kept.map(\.name.origin))),
    ]
  }
}
