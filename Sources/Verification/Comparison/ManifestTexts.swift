import Diagnostics
import Planning

/// What of the artefacts is the manifest's own text, which no cross-check reads for meaning: a word
/// that looks like a service's name, a path or a question of zdc's is the user's to write.
struct ManifestTexts {
  /// Secrets that no container mounts: a build reads them, or a job, which Docker does not run.
  let unmountedSecrets: Set<String>
  /// Variables that hold the path of a mounted secret, by the plan.
  let secretPaths: Set<String>
  /// Names that stand in the environment or in a command as the manifest writes them, and those of
  /// secrets, which stand in the paths of their files.
  let names: Set<String>
  /// Containers whose health check is a command of the manifest's.
  let ownQuestions: Set<String>

  init(_ plan: DeploymentPlan) {
    let services = plan.targets.flatMap(\.allServices)
    let mounting = services.filter { $0.role != .job }.flatMap(\.secrets).map(\.secret.value)
    let secrets = Set(plan.targets.flatMap(\.secrets).map(\.name.value))
    unmountedSecrets = secrets.subtracting(mounting)
    secretPaths = Set(services.flatMap(\.secrets).filter(\.isPath).map(\.variable.value))
    names = services.flatMap(\.writtenTexts).reduce(into: secrets) { names, text in
      names.formUnion(Containers.names(in: text))
    }
    ownQuestions = Set(
      services.filter { service in
        if case .command? = service.health?.probe { true } else { false }
      }.map(\.address))
  }
}
