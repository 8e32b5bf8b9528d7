import Diagnostics
import ManifestModel

/// `deploy-blue-green.sh`.
extension ScriptFactList {
  static func blueGreen(_ plan: TargetPlan, _ content: ContentNames) -> ArtefactFacts {
    let path = "docker/scripts/deploy-blue-green.sh"
    var facts = ScriptFactList(plan, path: path)
    facts.scalar("PROJECT", plan.project.name.value, from: plan.project.name.origin)
    facts.scalar("COMPOSE_FILE", "docker-compose.blue-green.yml")
    facts.scalar("NETWORK", plan.project.network.value, from: plan.project.network.origin)
    facts.steps()
    facts.gateway()
    facts.blueGreenServices()
    facts.wrapped()
    facts.table(
      "IMAGES",
      facts.ordered.filter { $0.wrapper != nil }.map {
        ($0.name.value, $0.image.name.template, $0.image.name.origin)
      })
    facts.variables()
    facts.secretSources()
    facts.elements(
      "SECRET_READERS",
      plan.secretFileReaders.map { reader in
        let words = [reader.secret, reader.service, reader.user.value, facts.path(reader.path)]
        return (words.joined(separator: " "), reader.user.origin)
      })
    facts.certificates()
    facts.elements(
      "FILES",
      plan.stateFiles(wrapper: content.wrapper).map { file in
        // Our own files lie beside the script, the manifest's wherever they are.
        let path =
          file.origin.map { HostPath(fromOutput: file.path, origin: $0).from(folder: "docker") }
          ?? String(file.path.dropFirst("docker/".count))
        return ("\(file.name)=\(path)", file.origin)
      })
    facts.strategy()
    facts.hooks()
    return ArtefactFacts(path: path, target: plan.target, facts: facts.list.facts)
  }

  private mutating func steps() {
    let steps = plan.rollout.steps.map(\.name)
    let prepared = ["preflight", "build", "backing", "release", "start", "stage"]
    words("STEPS", steps)
    words(
      "ROLLBACK_STEPS",
      steps.flatMap { step in
        step == "reconcile"
          ? [step, "recall", "backing", "restart"] : prepared.contains(step) ? [] : [step]
      })
    let certificates = plan.gateway?.certificates == nil ? [] : ["certificates"]
    words(
      "UP_STEPS",
      ["reconcile", "recall", "backing"] + certificates + ["restart", "health"]
        + steps.filter { $0 == "workers" || $0 == "singletons" })
  }

  private mutating func gateway() {
    let gateway = plan.gateway
    scalar("GATEWAY", gateway?.name.value ?? "", from: gateway?.name.origin)
    scalar("GATEWAY_CONTAINER", gateway?.containerName ?? "", from: gateway?.name.origin)
    scalar("GATEWAY_SECONDS", String(GatewayPlan.handoverSeconds))
    elements(
      "GATEWAY_PORTS",
      (gateway?.publishedPorts ?? []).map { (String($0.published.value), $0.published.origin) })
    let files = gateway?.staticFiles?.directory
    scalar("STATIC", path(files), from: files?.origin)
  }

  private mutating func blueGreenServices() {
    names("WEB", services(.web))
    names("WORKERS", services(.worker))
    names("SINGLETONS", services(.singleton))
    names("RELEASES", ordered.filter { !$0.release.isEmpty }.map(\.name))
    names("BACKING", plan.backing.map(\.name))
    names("BUILDS", ordered.filter { $0.image.build != nil && $0.role != .job }.map(\.name))
  }

  private mutating func strategy() {
    let strategy = plan.strategy
    let paths = strategy.confirmPaths
    let times = strategy.confirmTimes
    scalar(
      "HEALTH_TIMEOUT", String(strategy.healthTimeout.value.secondsRoundedUp),
      from: strategy.healthTimeout.origin)
    let drain = plan.gateway?.workerShutdownSeconds ?? strategy.drain.map(\.secondsRoundedUp)
    scalar("DRAIN", String(drain.value), from: drain.origin)
    scalar("CONFIRM_TIMES", String(times.value), from: times.origin)
    let limit = strategy.confirmSeconds
    scalar("CONFIRM_SECONDS", String(limit.value), from: limit.origin)
    elements("REHEARSE_URLS", paths.map { (rehearsed($0), $0.path.origin) })
    elements("CONFIRM_URLS", paths.map { (confirmed($0), $0.path.origin) })
    elements(
      "COMPARE_URLS",
      strategy.comparedPaths.map {
        ("http://\(GatewayFacts.internalListener)\($0.value)", $0.origin)
      })
    let isRouted = paths.contains { !$0.isDirect }
    let host = isRouted ? plan.gateway?.serverNames.first : nil
    scalar("CONFIRM_HOST", host?.value ?? "", from: host?.origin)
    scalar("RETAIN", strategy.retain.value.rawValue, from: strategy.retain.origin)
    scalar("KEEP_IMAGES", String(strategy.keepImages.value), from: strategy.keepImages.origin)
  }

  private func rehearsed(_ path: StrategyPlan.ConfirmPath) -> String {
    "http://\(GatewayFacts.internalListener)"
      + (path.isDirect ? "/zdc/health/\(path.service)" : path.path.value)
  }

  private func confirmed(_ path: StrategyPlan.ConfirmPath) -> String {
    guard !path.isDirect, let gateway = plan.gateway else { return rehearsed(path) }
    return gateway.http == nil || gateway.redirect.value
      ? "https://127.0.0.1:\(gateway.httpsContainerPort)\(path.path.value)"
      : "http://127.0.0.1:\(gateway.httpContainerPort)\(path.path.value)"
  }
}
