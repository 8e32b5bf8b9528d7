import Diagnostics
import ManifestModel

extension TargetPlanner {
  func imagePlan(
    _ service: Service, colour: Colour?, into log: inout DiagnosticLog
  ) -> ImagePlan {
    let name: DeployText
    if let image = service.image {
      name = text(image, colour: colour, into: &log)
    } else {
      name = ownImageName(
        service.name.value, tag: versionPieces,
        from: Origin(
          service.build?.context.range ?? service.range,
          reason: "[registry/]prefix-service:version"))
    }
    return ImagePlan(
      name: name,
      build: buildPlan(of: service, colour: colour, into: &log),
      isPushed: service.build != nil && manifest.registry != nil,
      pull: service.pull.map(Traced.init),
      platform: service.platform.map(Traced.init))
  }

  /// `[registry/]PREFIX-SERVICE:TAG`.
  func ownImageName(
    _ service: String, tag: [DeployText.Piece], from origin: Origin
  ) -> DeployText {
    var pieces: [DeployText.Piece] = []
    if let registry = manifest.registry {
      pieces += literalPieces(registry.value) + [.text("/")]
    }
    pieces.append(.text("\(project.prefix.value)-\(service):"))
    let parts = [manifest.registry?.range, project.prefix.origin.range, manifest.version?.range]
    return DeployText(pieces + tag, from: origin.and(parts.compactMap { $0 }))
  }

  /// The manifest's `version`, or `${TAG:-dev}`.
  private var versionPieces: [DeployText.Piece] {
    manifest.version.map { literalPieces($0.value) }
      ?? [.variable(name: "TAG", .text("dev"))]
  }

  /// The pieces of a text that holds deploy-time variables and no references.
  func literalPieces(_ template: Template) -> [DeployText.Piece] {
    template.segments.map { segment in
      switch segment {
      case .literal(let text): .text(text)
      case .variable(let name, let fallback): .variable(name: name, fallback)
      case .reference(let parts):
        preconditionFailure("only a text without references is asked for: \(parts)")
      }
    }
  }

  private func buildPlan(
    of service: Service, colour: Colour?, into log: inout DiagnosticLog
  ) -> BuildPlan? {
    guard let build = service.build, let context = shared.of(service).context else { return nil }
    return BuildPlan(
      context: context,
      dockerfile: build.dockerfile.map(Traced.init),
      args: build.args.map {
        EnvironmentPlan(name: $0.name.value, value: text($0.value, colour: colour, into: &log))
      },
      target: build.target.map(Traced.init),
      secrets: build.secrets.map(Traced.init),
      cacheFrom: build.cacheFrom.map(Traced.init),
      origin: Origin(build.range))
  }
}
