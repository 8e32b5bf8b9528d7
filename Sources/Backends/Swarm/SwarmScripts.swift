import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `deploy-swarm.sh` and the library that it runs on.
struct SwarmScripts {
  private let plan: TargetPlan
  private let facts: ScriptFacts
  private let stack: SwarmStack

  init(_ plan: TargetPlan, stack: SwarmStack) {
    self.plan = plan
    self.stack = stack
    facts = ScriptFacts(plan)
  }

  func files() -> [OutputFile] {
    [
      ShellScriptWriter.file(
        path: "docker/scripts/deploy-swarm.sh", dialect: .bash,
        header: ScriptLibrary.header(for: plan.project),
        prologue: PackageResources.common_capture_sh, assignments: assignments(),
        bodies: [PackageResources.swarm_start_sh, PackageResources.swarm_commands_sh]),
      ScriptLibrary.file(
        "swarm", for: plan.project,
        bodies: [
          PackageResources.swarm_stack_sh, PackageResources.swarm_secrets_sh,
          PackageResources.swarm_steps_sh,
        ]),
    ]
  }

  private func assignments() -> [ShellAssignment] {
    [
      facts.text("PROJECT", plan.project.name),
      ShellAssignment("STACK_FILE", .scalar("docker-compose.swarm.yml")),
      facts.names("NETWORKS", plan.madeNetworks),
      facts.names("EXTERNAL_NETWORKS", plan.externalNetworks),
      ShellAssignment("STEPS", .words(plan.rollout.steps.map(\.name))),
    ] + services() + images() + facts.variables() + secrets() + [
      ShellAssignment(
        "KEEP_IMAGES", .integer(plan.strategy.keepImages.value),
        origin: plan.strategy.keepImages.origin), facts.hooks(),
    ]
  }

  private func services() -> [ShellAssignment] {
    let gateway = plan.gateway
    return [
      ShellAssignment("GATEWAY", .scalar(gateway?.name.value ?? ""), origin: gateway?.name.origin),
      facts.names("SERVICES", facts.services(.web)),
      facts.names("WORKERS", facts.services(.worker)),
      facts.names("SINGLETONS", facts.services(.singleton)),
      facts.names("BACKING", plan.backing.map(\.name)),
      facts.releases(),
      ShellAssignment("DEADLINES", .table(deadlines())),
    ]
  }

  private func deadlines() -> [ShellAssignment.Pair] {
    let services = facts.ordered.filter(\.isKept) + plan.backing
    return services.map {
      ShellAssignment.Pair(
        $0.name.value, String($0.rolling.updateSeconds.value),
        origin: $0.rolling.updateSeconds.origin)
    }
  }

  /// Which image each service has, and whether Swarm asks a registry for it.
  private func images() -> [ShellAssignment] {
    var images: [ShellAssignment.Pair] = []
    var resolve: [ShellAssignment.Pair] = []
    func note(_ name: String, _ image: DeployText, isBuilt: Bool, isPushed: Bool) {
      images.append(ShellAssignment.Pair(name, image.template, origin: image.origin))
      let mode = isBuilt ? (isPushed ? "always" : "never") : "changed"
      resolve.append(ShellAssignment.Pair(name, mode, origin: image.origin))
    }
    if let gateway = plan.gateway {
      note(
        gateway.name.value, gateway.runImage,
        isBuilt: gateway.builtImage != nil, isPushed: gateway.isPushed)
    }
    for service in facts.ordered.filter({ $0.role != .job }) + plan.backing {
      note(
        service.name.value, service.image.name, isBuilt: service.image.build != nil,
        isPushed: service.image.isPushed)
    }
    return [
      ShellAssignment("IMAGES", .table(images)), ShellAssignment("RESOLVE", .table(resolve)),
    ] + ImageBuilds(plan, folder: ScriptFacts.folder).assignments() + facts.wrapped()
  }

  private func secrets() -> [ShellAssignment] {
    var entries: [ShellAssignment.Element] = []
    var external: [Traced<String>] = []
    for secret in plan.mountedSecrets {
      switch secret.source {
      case .variable(let variable):
        entries.append(.init("\(secret.name.value) env \(variable.value)", origin: variable.origin))
      case .file(let path):
        entries.append(
          .init(
            "\(secret.name.value) file \(path.from(folder: ScriptFacts.folder))",
            origin: path.origin))
      case .external(let name): external.append(name)
      }
    }
    let folder = plan.gateway?.certificates
    let certificates = stack.certificateFiles.map { file in
      ShellAssignment.Element(
        "\(file) file \(folder?.from(folder: ScriptFacts.folder) ?? "")/\(file)",
        origin: folder?.origin)
    }
    return facts.secretSources() + [
      ShellAssignment("SECRETS", .array(entries)),
      facts.names("EXTERNAL_SECRETS", external),
      ShellAssignment(
        "SHELL_IMAGE", .scalar(plan.shellImage?.atRest ?? ""), origin: plan.shellImage?.origin),
      ShellAssignment("TLS", .array(certificates)),
      facts.environmentFiles(),
    ] + facts.certificates()
  }
}
