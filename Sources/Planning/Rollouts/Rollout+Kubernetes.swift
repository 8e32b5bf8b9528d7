extension Rollout {
  /// Rolling updates by the API server, in order of dependency.
  static func kubernetes(_ content: RolloutContent) -> Rollout {
    var steps = [
      Step(
        "reconcile", needs: "an API server",
        does: "takes the deployment's lease and says what an unfinished run left"),
      Step(
        "preflight", needs: "the lease",
        does: "refuses what is missing, renders, and asks the API server without applying"),
    ]
    if content.hasBuilds {
      steps.append(
        Step("build", needs: "docker", does: "builds images, pushes where there is a registry"))
    }
    if content.hasSecrets {
      steps.append(
        Step("secrets", needs: "preflight", does: "makes a new Secret where a value changed"))
    }
    steps.append(
      Step(
        "foundation", needs: "secrets", does: "applies the namespace, claims and ConfigMaps"))
    if content.hasBacking {
      steps.append(
        Step("backing", needs: "foundation", does: "applies backing services and waits"))
    }
    if content.hasReleases {
      steps.append(
        Step(
          "release", needs: "backing", does: "runs the release jobs, one after another",
          undoes: "deletes the job"))
    }
    steps.append(
      Step(
        "services", needs: "release",
        does: "applies each web service in order of dependency and waits until it is rolled out",
        undoes: "applies the recorded state of those it touched, last first"))
    if content.hasGateway {
      steps.append(
        Step(
          "gateway", needs: "services", does: "applies the gateway and waits",
          undoes: "applies the recorded state of the gateway, then of the services"))
    }
    if content.hasWorkers || content.hasSingletons || content.hasJobs {
      steps.append(
        Step(
          "workers", needs: "new services",
          does: "applies workers, then singletons, then cron jobs",
          undoes: "applies the recorded state of all"))
    }
    steps.append(
      Step(
        "clean", needs: "everything above",
        does: "records the deployment and removes objects that no revision uses"))
    return Rollout(steps: steps)
  }
}
