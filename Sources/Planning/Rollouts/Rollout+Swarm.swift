extension Rollout {
  /// Rolling updates by Swarm itself, in order of dependency.
  static func swarm(_ content: RolloutContent) -> Rollout {
    var steps = [
      Step(
        "reconcile", needs: "a Swarm manager",
        does: "waits for updates that still run and removes what a run left unfinished"),
      Step(
        "preflight", needs: "settled services",
        does: "refuses what is missing: variables, secrets, certificate, network, the stack file"),
    ]
    if content.hasBuilds || content.readsImages {
      steps.append(
        Step(
          "build", needs: "preflight",
          does:
            "builds images, pushes where there is a registry; reads what each says of its command"))
    }
    if content.hasSecrets || content.hasCertificates {
      steps.append(
        Step("secrets", needs: "preflight", does: "makes a new secret where a value changed"))
    }
    if content.hasBacking {
      steps.append(
        Step(
          "backing", needs: "secrets",
          does: "deploys new backing services and waits; a changed one stays, but for --backing",
          undoes: "rolls them back"))
    }
    if content.hasReleases {
      steps.append(
        Step(
          "release", needs: "healthy backing services",
          does: "runs each release job once, in the new version", undoes: "removes the job"))
    }
    steps += updates(content)
    steps += [
      Step(
        "record", needs: "everything above",
        does: "records the stack file with its values; removes services that left the manifest"),
      Step(
        "clean", needs: "the record",
        does: "removes configs and secrets that no service and no kept record uses"),
    ]
    return Rollout(steps: steps)
  }

  private static func updates(_ content: RolloutContent) -> [Step] {
    var steps = [
      Step(
        "services", needs: "release",
        does: "updates each web service in order of dependency and waits for its final state",
        undoes: "rolls back those updated before, last first")
    ]
    if content.hasGateway {
      steps.append(
        Step(
          "gateway", needs: "new services", does: "updates the gateway where it changed",
          undoes: "rolls back the gateway, then the services"))
    }
    if content.hasWorkers {
      steps.append(
        Step(
          "workers", needs: "new services", does: "updates workers",
          undoes: "rolls back all that was updated"))
    }
    if content.hasSingletons {
      steps.append(
        Step(
          "singletons", needs: "new services",
          does: "stops each singleton, starts the new one, and reports the gap",
          undoes: "rolls back all that was updated"))
    }
    return steps
  }
}
