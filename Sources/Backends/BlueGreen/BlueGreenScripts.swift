import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `deploy-blue-green.sh` and what it runs on: the library, and the helper inside the gateway.
struct BlueGreenScripts {
  private let plan: TargetPlan
  private let facts: ScriptFacts

  init(_ plan: TargetPlan) {
    self.plan = plan
    facts = ScriptFacts(plan)
  }

  func files() -> [OutputFile] {
    let header = ScriptLibrary.header(for: plan.project)
    return [
      ShellScriptWriter.file(
        path: "docker/scripts/deploy-blue-green.sh", dialect: .bash, header: header,
        prologue: PackageResources.common_capture_sh, assignments: assignments(),
        bodies: [
          PackageResources.blue_green_start_sh, PackageResources.deploy_blue_green_sh,
        ]),
      ScriptLibrary.file(
        "blue-green", for: plan.project,
        bodies: [
          PackageResources.blue_green_options_sh, PackageResources.blue_green_secrets_sh,
          PackageResources.blue_green_engine_sh,
          PackageResources.blue_green_health_sh,
        ]),
      ScriptLibrary.file(
        "state", for: plan.project,
        bodies: [PackageResources.blue_green_state_sh, PackageResources.blue_green_images_sh]),
      ScriptLibrary.file(
        "beside", for: plan.project, bodies: [PackageResources.blue_green_beside_sh]),
      ShellScriptWriter.file(
        path: "docker/nginx/gateway.sh", dialect: .posix,
        header: ArtefactHeader.lines(for: plan.project), assignments: [],
        bodies: [PackageResources.gateway_sh]),
    ]
  }

  private func assignments() -> [ShellAssignment] {
    [
      facts.text("PROJECT", plan.project.name),
      ShellAssignment("COMPOSE_FILE", .scalar("docker-compose.blue-green.yml")),
      facts.names("NETWORKS", plan.madeNetworks),
      facts.names("EXTERNAL_NETWORKS", plan.externalNetworks),
    ] + steps() + gateway() + services() + facts.variables() + facts.secretSources()
      + [secretReaders(), facts.environmentFiles()] + facts.certificates() + files(of: plan)
      + strategy() + [facts.hooks()]
  }

  private func steps() -> [ShellAssignment] {
    let steps = plan.rollout.steps.map(\.name)
    let prepared: Set = ["preflight", "build", "backing", "release", "start", "stage"]
    let again = steps.flatMap { step in
      if step == "reconcile" { return ["reconcile", "recall", "backing", "restart"] }
      return prepared.contains(step) ? [] : [step]
    }
    let certificates = plan.gateway?.certificates == nil ? [] : ["certificates"]
    return [
      ShellAssignment("STEPS", .words(steps)),
      ShellAssignment("ROLLBACK_STEPS", .words(again)),
      ShellAssignment(
        "UP_STEPS",
        .words(
          ["reconcile", "recall", "backing"] + certificates + ["restart", "health"]
            + steps.filter { ["workers", "singletons"].contains($0) })),
    ]
  }

  private func gateway() -> [ShellAssignment] {
    let gateway = plan.gateway
    let ports = [gateway?.http, gateway?.https].compactMap { $0 }
    return [
      ShellAssignment("GATEWAY", .scalar(gateway?.name.value ?? ""), origin: gateway?.name.origin),
      ShellAssignment(
        "GATEWAY_CONTAINER", .scalar(gateway?.containerName ?? ""),
        origin: gateway?.name.origin.and([plan.project.prefix.origin.range])),
      ShellAssignment("GATEWAY_SECONDS", .integer(GatewayPlan.handoverSeconds)),
      ShellAssignment(
        "GATEWAY_PORTS", .words(ports.map { "\(gateway?.askedAddress ?? "")/\($0.value)" }),
        origin: .joined(ports.map(\.origin) + [gateway?.address?.origin].compactMap(\.self))),
      ShellAssignment("SETUP", .scalar(plan.setupName)),
      ShellAssignment(
        "COPIES",
        .array(
          plan.emptiedVolumes.filter { $0.colour == .blue }.map { volume in
            ShellAssignment.Element("/srv/volumes/\(volume.key.value)", origin: volume.key.origin)
          })),
      ShellAssignment(
        "STATIC",
        .scalar(gateway?.staticFiles?.directory.from(folder: ScriptFacts.folder) ?? ""),
        origin: gateway?.staticFiles?.directory.origin),
    ]
  }

  private func services() -> [ShellAssignment] {
    [
      facts.names("WEB", facts.services(.web)),
      facts.names("WORKERS", facts.services(.worker)),
      facts.names("SINGLETONS", facts.services(.singleton)),
      facts.releases(),
      facts.names("BACKING", plan.backing.map(\.name)),
      facts.names(
        "BUILDS",
        facts.ordered.filter { $0.image.build != nil && $0.role != .job }.map(\.name)),
    ] + facts.wrapped() + [images()]
  }

  /// The images that the script looks into before it starts them.
  private func images() -> ShellAssignment {
    let readers = plan.secretFileReaders.filter(\.isTheImages).map(\.service)
    return ShellAssignment(
      "IMAGES",
      .table(
        (facts.ordered + plan.backing).filter {
          $0.wrapper != nil || $0.isAskedAtPort || readers.contains($0.name.value)
        }.map { service in
          ShellAssignment.Pair(
            service.name.value, service.image.name.template, origin: service.image.name.origin)
        }))
  }

  /// Who reads which file of a secret, as which user; `-` is the image's.
  private func secretReaders() -> ShellAssignment {
    ShellAssignment(
      "SECRET_READERS",
      .array(
        plan.secretFileReaders.map { reader in
          let path = reader.path.from(folder: ScriptFacts.folder)
          return ShellAssignment.Element(
            "\(reader.secret) \(reader.service) \(reader.user.value) \(path)",
            origin: reader.user.origin)
        }))
  }

  /// What goes into the state folder under a name that never changes its meaning.
  private func files(of plan: TargetPlan) -> [ShellAssignment] {
    let files = ComposeFile(plan).stateFilePaths
    return [
      ShellAssignment(
        "FILES",
        .array(
          files.map { ShellAssignment.Element("\($0.name)=\($0.path)", origin: $0.origin) }))
    ]
  }

  private func strategy() -> [ShellAssignment] {
    let strategy = plan.strategy
    let times = strategy.confirmTimes
    let drain = plan.drainSeconds
    return [
      ShellAssignment(
        "HEALTH_TIMEOUT", .integer(strategy.healthTimeout.value.secondsRoundedUp),
        origin: strategy.healthTimeout.origin),
      ShellAssignment(
        "DRAIN", .integer(drain.value), origin: drain.origin),
      ShellAssignment("CONFIRM_TIMES", .integer(times.value), origin: times.origin),
      ShellAssignment(
        "CONFIRM_SECONDS", .integer(strategy.confirmSeconds.value),
        origin: strategy.confirmSeconds.origin),
      urls("REHEARSE_URLS") { rehearsal($0) },
      urls("CONFIRM_URLS") { confirmation($0) },
      ShellAssignment(
        "COMPARE_URLS",
        .array(
          strategy.comparedPaths.map {
            ShellAssignment.Element(
              "http://127.0.0.1:\(GatewayPlan.internalPort)\($0.value)", origin: $0.origin)
          })),
      ShellAssignment(
        "CONFIRM_HOST", .scalar(confirmHost),
        origin: confirmHost.isEmpty ? nil : plan.gateway?.serverNames.first?.origin),
      ShellAssignment(
        "RETAIN", .scalar(strategy.retain.value.rawValue), origin: strategy.retain.origin),
      ShellAssignment(
        "KEEP_IMAGES", .integer(strategy.keepImages.value), origin: strategy.keepImages.origin),
    ]
  }

  private func urls(
    _ name: String, _ url: (StrategyPlan.ConfirmPath) -> String
  ) -> ShellAssignment {
    ShellAssignment(
      name,
      .array(
        plan.strategy.confirmPaths.map {
          ShellAssignment.Element(url($0), origin: $0.path.origin)
        }))
  }

  private func rehearsal(_ path: StrategyPlan.ConfirmPath) -> String {
    "http://127.0.0.1:\(GatewayPlan.internalPort)"
      + (path.isDirect ? "/zdc/health/\(path.service)" : path.path.value)
  }

  private func confirmation(_ path: StrategyPlan.ConfirmPath) -> String {
    guard !path.isDirect, let gateway = plan.gateway else { return rehearsal(path) }
    let isSecure = gateway.http == nil || gateway.redirect.value
    return isSecure
      ? "https://127.0.0.1:\(gateway.httpsContainerPort)\(path.path.value)"
      : "http://127.0.0.1:\(gateway.httpContainerPort)\(path.path.value)"
  }

  private var confirmHost: String {
    plan.strategy.confirmPaths.contains { !$0.isDirect }
      ? plan.gateway?.serverNames.first?.value ?? "" : ""
  }
}
