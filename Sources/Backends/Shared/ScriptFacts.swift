import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Assignments that several deploy scripts have in common. Paths count from `docker/`.
struct ScriptFacts {
  static let folder = "docker"
  let plan: TargetPlan
  /// One plan a service, in order of dependency.
  let ordered: [ServicePlan]

  init(_ plan: TargetPlan) {
    self.plan = plan
    ordered = plan.servicesInUpdateOrder
  }

  func names(_ name: String, _ values: [Traced<String>]) -> ShellAssignment {
    ShellAssignment(name, .words(values.map(\.value)), origin: .joined(values.map(\.origin)))
  }

  func text(_ name: String, _ value: Traced<String>) -> ShellAssignment {
    ShellAssignment(name, .scalar(value.value), origin: value.origin)
  }

  /// Services without colours, those that others need first.
  func services(_ role: ServicePlan.Role) -> [Traced<String>] {
    ordered.filter { $0.role == role }.map(\.name)
  }

  /// What runs to its end before the version takes traffic, in order; without colours.
  func releases() -> ShellAssignment {
    names(
      "RELEASES",
      ordered.filter(\.isPrepared).map { service in service.name.map { _ in service.preparedName } }
    )
  }

  func variables() -> [ShellAssignment] {
    let required = plan.variables.filter { $0.fallback.text == nil }
    let optional = plan.variables.filter { $0.fallback.text != nil }
    let tag = plan.tagVariable
    let place = plan.variables.first { $0.name.value == tag }?.name.origin
    return [
      names("REQUIRED", required.map(\.name)),
      names("OPTIONAL", optional.map(\.name)),
      names("HOST_PATHS", hostPaths),
      ShellAssignment("TAG_VARIABLE", .scalar(tag ?? ""), origin: place),
    ]
  }

  /// Variables that a folder of the host begins with: a relative one would count from the artefact.
  private var hostPaths: [Traced<String>] {
    guard plan.target != .kubernetes else { return [] }
    var seen: Set<String> = []
    return plan.allServices.flatMap(\.mounts).compactMap { mount in
      mount.source.leadingVariable.map { Traced($0, from: mount.source.origin) }
    }.filter { seen.insert($0.value).inserted }
  }

  func secretSources() -> [ShellAssignment] {
    var variables: [Traced<String>] = []
    var files: [ShellAssignment.Element] = []
    for secret in plan.secrets {
      switch secret.source {
      case .variable(let variable): variables.append(variable)
      case .file(let path): files.append(element(path))
      case .external: continue
      }
    }
    return [
      names("SECRET_VARIABLES", variables),
      ShellAssignment("SECRET_FILES", .array(files + envFiles(optional: false))),
      ShellAssignment("OPTIONAL_FILES", .array(envFiles(optional: true))),
    ]
  }

  private func envFiles(optional: Bool) -> [ShellAssignment.Element] {
    var seen: Set<String> = []
    return plan.allServices.flatMap(\.envFiles).filter { $0.isOptional.value == optional }
      .map(\.path).filter { seen.insert($0.fromOutput).inserted }.map(element)
  }

  /// Which service's container gets which files, in their order.
  func environmentFiles() -> ShellAssignment {
    names("ENV_FILES", (ordered + plan.backing).flatMap(\.environmentFiles))
  }

  func element(_ path: HostPath) -> ShellAssignment.Element {
    ShellAssignment.Element(path.from(folder: Self.folder), origin: path.origin)
  }

  func certificates() -> [ShellAssignment] {
    let folder = plan.gateway?.certificates
    return [
      ShellAssignment(
        "CERTIFICATES", .scalar(folder?.from(folder: Self.folder) ?? ""), origin: folder?.origin),
      names("SERVER_NAMES", folder == nil ? [] : plan.gateway?.serverNames ?? []),
    ]
  }

  func hooks() -> ShellAssignment {
    ShellAssignment(
      "HOOKS",
      .table(
        plan.strategy.hooks.map { hook in
          ShellAssignment.Pair(
            hook.moment.rawValue, hook.path.from(folder: Self.folder), origin: hook.path.origin)
        }))
  }

  /// Services whose port is asked by what their image has.
  var asked: [ServicePlan] {
    (ordered + plan.backing).filter { $0.isAskedAtPort && $0.role != .job }
  }

  /// Services behind the wrapper; of those, the ones before whose command the image's ENTRYPOINT
  /// stands, and the ones that run the image's CMD too.
  func wrapped() -> [ShellAssignment] {
    let wrapped = (ordered + plan.backing).filter { $0.wrapper != nil && $0.role != .job }
    let byImage = wrapped.filter { $0.wrapper?.image != nil }
    return [
      names("WRAPPED", wrapped.map(\.name)),
      names("OF_IMAGE", byImage.map(\.name)),
      names("CMD_OF_IMAGE", byImage.filter { $0.command == nil }.map(\.name)),
      names("ASKED", asked.map(\.name)),
    ]
  }
}

extension ServicePlan {
  fileprivate var environmentFiles: [Traced<String>] {
    envFiles.map { file in
      let need = file.isOptional.value ? "optional" : "required"
      return Traced(
        "\(name.value) \(need) \(file.path.from(folder: ScriptFacts.folder))",
        from: file.path.origin)
    }
  }
}
