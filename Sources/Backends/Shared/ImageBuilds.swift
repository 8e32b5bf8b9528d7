import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What `common-images.sh` builds: for each image its name, `push` or `keep`, the words of
/// `docker build`, and `;`. Words are templates for `expand`.
struct ImageBuilds: Sendable {
  private let plan: TargetPlan
  /// The folder that paths in the script count from, below the output folder.
  private let folder: String

  init(_ plan: TargetPlan, folder: String) {
    self.plan = plan
    self.folder = folder
  }

  func assignments() -> [ShellAssignment] {
    let gateway = plan.gateway
    let isBuilt = gateway?.builtImage != nil
    return [
      ShellAssignment("BUILDS", .rows(rows())),
      ShellAssignment(
        "GATEWAY_CONTEXT",
        .scalar(isBuilt ? gateway?.staticFiles?.directory.from(folder: folder) ?? "" : ""),
        origin: gateway?.staticFiles?.directory.origin),
    ]
  }

  private func rows() -> [ShellAssignment.Row] {
    var rows: [ShellAssignment.Row] = []
    if let gateway = plan.gateway, let image = gateway.builtImage,
      let directory = gateway.staticFiles?.directory
    {
      rows.append(
        row(
          image, isPushed: gateway.isPushed,
          ["--file", "nginx/Dockerfile", escaped(directory.from(folder: folder))],
          from: directory.origin))
    }
    for service in plan.allServices {
      guard let build = service.image.build else { continue }
      rows.append(
        row(
          service.image.name, isPushed: service.image.isPushed, words(of: build),
          from: origin(of: build)))
    }
    return rows
  }

  private func row(
    _ image: DeployText, isPushed: Bool, _ words: [String], from origin: Origin
  ) -> ShellAssignment.Row {
    ShellAssignment.Row(
      [image.template, isPushed ? "push" : "keep"] + words + [";"],
      origin: origin.and([image.origin.range] + image.origin.further))
  }

  /// Every value that one of the words repeats.
  private func origin(of build: BuildPlan) -> Origin {
    let parts =
      [build.context.origin, build.dockerfile?.origin, build.target?.origin].compactMap { $0 }
      + build.args.map(\.value.origin) + (build.secrets + build.cacheFrom).map(\.origin)
    return build.origin.and(parts.flatMap { [$0.range] + $0.further })
  }

  private func words(of build: BuildPlan) -> [String] {
    let context = build.context.from(folder: folder)
    var words: [String] = []
    if let dockerfile = build.dockerfile {
      words += ["--file", escaped(RelativePath.normalised("\(context)/\(dockerfile.value)"))]
    }
    if let target = build.target { words += ["--target", escaped(target.value)] }
    for argument in build.args {
      words += ["--build-arg", escaped(argument.name) + "=" + argument.value.template]
    }
    for secret in build.secrets { words += ["--secret", source(of: secret.value)] }
    for cache in build.cacheFrom { words += ["--cache-from", escaped(cache.value)] }
    return words + [escaped(context)]
  }

  /// Where BuildKit takes a build secret from.
  private func source(of secret: String) -> String {
    for plan in plan.secrets where plan.name.value == secret {
      switch plan.source {
      case .variable(let variable): return escaped("id=\(secret),env=\(variable.value)")
      case .file(let path): return escaped("id=\(secret),src=\(path.from(folder: folder))")
      case .external: break
      }
    }
    return escaped("id=\(secret)")
  }

  private func escaped(_ text: String) -> String { text.replacingAll("$", with: "$$") }
}
