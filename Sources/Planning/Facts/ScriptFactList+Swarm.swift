import Diagnostics
import ManifestModel

/// `deploy-swarm.sh`.
extension ScriptFactList {
  static func swarm(_ plan: TargetPlan) -> ArtefactFacts {
    let path = "docker/scripts/deploy-swarm.sh"
    var facts = ScriptFactList(plan, path: path)
    facts.scalar("PROJECT", plan.project.name.value, from: plan.project.name.origin)
    facts.scalar("STACK_FILE", "docker-compose.swarm.yml")
    facts.scalar("NETWORK", plan.project.network.value, from: plan.project.network.origin)
    facts.words("STEPS", plan.rollout.steps.map(\.name))
    facts.swarmServices()
    facts.images()
    facts.builds(folder: "docker")
    facts.wrapped()
    facts.variables()
    facts.secretSources()
    facts.secrets()
    facts.certificates()
    facts.scalar(
      "KEEP_IMAGES", String(plan.strategy.keepImages.value), from: plan.strategy.keepImages.origin)
    facts.hooks()
    return ArtefactFacts(path: path, target: plan.target, facts: facts.list.facts)
  }

  /// What is deployed, in order of dependency, then what is shared.
  private var deployed: [ServicePlan] { ordered.filter { $0.role != .job } + plan.backing }

  private mutating func swarmServices() {
    let gateway = plan.gateway
    scalar("GATEWAY", gateway?.name.value ?? "", from: gateway?.name.origin)
    names("SERVICES", services(.web))
    names("WORKERS", services(.worker))
    names("SINGLETONS", services(.singleton))
    names("BACKING", plan.backing.map(\.name))
    names(
      "RELEASES",
      ordered.filter { !$0.release.isEmpty }.map { $0.name.map { "\($0)-release" } })
    table(
      "DEADLINES",
      deployed.map {
        ($0.name.value, String($0.rolling.updateSeconds.value), $0.rolling.updateSeconds.origin)
      })
  }

  private mutating func images() {
    var images: [(String, String, Origin?)] = []
    var modes: [(String, String, Origin?)] = []
    func note(_ name: String, _ image: DeployText, isBuilt: Bool, isPushed: Bool) {
      images.append((name, image.template, image.origin))
      modes.append((name, isBuilt ? (isPushed ? "always" : "never") : "changed", image.origin))
    }
    if let gateway = plan.gateway {
      note(
        gateway.name.value, gateway.builtImage ?? gateway.image,
        isBuilt: gateway.builtImage != nil, isPushed: gateway.isPushed)
    }
    for service in deployed {
      note(
        service.name.value, service.image.name, isBuilt: service.image.build != nil,
        isPushed: service.image.isPushed)
    }
    table("IMAGES", images)
    table("RESOLVE", modes)
  }

  private mutating func secrets() {
    var own: [(String, Origin?)] = []
    var external: [Traced<String>] = []
    for secret in plan.secrets where !secret.readers.isEmpty {
      switch secret.source {
      case .variable(let name): own.append(("\(secret.name.value) env \(name.value)", name.origin))
      case .file(let file): own.append(("\(secret.name.value) file \(path(file))", file.origin))
      case .external(let name): external.append(name)
      }
    }
    elements("SECRETS", own)
    names("EXTERNAL_SECRETS", external)
    let shell = plan.gateway?.image ?? ordered.first?.image.name
    scalar("SHELL_IMAGE", shell?.atRestText ?? "", from: shell?.origin)
    let folder = plan.gateway?.certificates
    let serverNames = plan.gateway?.serverNames.map(\.value) ?? []
    let files = (serverNames.isEmpty ? ["tls"] : serverNames).flatMap {
      ["\($0).crt", "\($0).key"]
    }
    elements(
      "TLS",
      folder == nil ? [] : files.map { ("\($0) file \(path(folder))/\($0)", folder?.origin) })
    elements("ENV_FILES", envFiles)
  }

  /// What `common-images.sh` builds, word by word; paths count from `folder`.
  mutating func builds(folder: String) {
    var words: [(String, Origin?)] = []
    func add(_ row: [String], _ origin: Origin) { words += row.map { ($0, origin) } }
    let gateway = plan.gateway
    let files = gateway?.builtImage == nil ? nil : gateway?.staticFiles?.directory
    if let gateway, let image = gateway.builtImage, let files {
      let push = gateway.isPushed ? "push" : "keep"
      add(
        [
          image.template, push, "--file", "nginx/Dockerfile", escaped(files.from(folder: folder)),
          ";",
        ],
        files.origin)
    }
    for service in plan.allServices {
      guard let build = service.image.build else { continue }
      let push = service.image.isPushed ? "push" : "keep"
      add(
        [service.image.name.template, push] + options(of: build, folder: folder) + [";"],
        build.origin)
    }
    elements("BUILDS", words)
    scalar("GATEWAY_CONTEXT", files?.from(folder: folder) ?? "", from: files?.origin)
  }

  private func escaped(_ text: String) -> String { text.replacingAll("$", with: "$$") }

  private func options(of build: BuildPlan, folder: String) -> [String] {
    let context = build.context.from(folder: folder)
    var words: [String] = []
    if let dockerfile = build.dockerfile {
      words += ["--file", escaped(RelativePath.normalised("\(context)/\(dockerfile.value)"))]
    }
    if let target = build.target { words += ["--target", escaped(target.value)] }
    for argument in build.args {
      words += ["--build-arg", escaped(argument.name) + "=" + argument.value.template]
    }
    for secret in build.secrets {
      words += ["--secret", escaped(source(of: secret.value, folder: folder))]
    }
    for cache in build.cacheFrom { words += ["--cache-from", escaped(cache.value)] }
    return words + [escaped(context)]
  }

  private func source(of secret: String, folder: String) -> String {
    switch plan.secrets.first(where: { $0.name.value == secret })?.source {
    case .variable(let variable): "id=\(secret),env=\(variable.value)"
    case .file(let path): "id=\(secret),src=\(path.from(folder: folder))"
    case .external, nil: "id=\(secret)"
    }
  }
}

extension DeployText {
  /// What an artefact says while no script has set anything.
  var atRestText: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(_, let value?): value
      case .variable(let name, nil):
        "unset-" + name.lowercased().replacingAll("_", with: "-")
      }
    }.joined()
  }
}
