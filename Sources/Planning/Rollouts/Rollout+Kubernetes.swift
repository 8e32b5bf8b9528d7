extension Rollout {
  /// Rolling updates by the API server, in order of dependency. From `services` on, a failure puts
  /// back what was recorded of everything that was touched.
  static func kubernetes(_ content: RolloutContent) -> Rollout {
    Rollout(steps: preparation(content) + rolling(content) + [clean])
  }

  private static func preparation(_ content: RolloutContent) -> [Step] {
    var steps = [
      Step(
        "reconcile", needs: "an API server",
        does: "makes the namespace if there is none, and takes the lock, which is in the cluster"),
      Step(
        "preflight", needs: "the lock",
        does: "refuses what is missing, renders, and lets the API server try it without applying"),
    ]
    if content.hasBuilds {
      steps.append(
        Step(
          "build", needs: "docker",
          does: "builds images, pushes where there is a registry, and names those by their digests")
      )
    }
    if content.hasSecrets || content.hasCertificates || content.hasEnvFiles {
      steps.append(
        Step("secrets", needs: "preflight", does: "makes a new Secret where a value changed"))
    }
    steps.append(Step("foundation", needs: "secrets", does: "applies claims and ConfigMaps"))
    if content.hasBacking {
      steps.append(
        Step(
          "backing", needs: "foundation",
          does: "applies new backing services and waits; a changed one stays, but for --backing"))
    }
    if content.hasReleases {
      steps.append(
        Step("release", needs: "backing", does: "runs the release jobs, one after another"))
    }
    return steps
  }

  private static func rolling(_ content: RolloutContent) -> [Step] {
    let undoes = "applies what was recorded of all it touched, the newest first"
    var steps = [
      Step(
        "services", needs: "release",
        does: "applies each web service in order of dependency and waits until it is rolled out",
        undoes: undoes)
    ]
    if content.hasGateway {
      steps.append(
        Step(
          "gateway", needs: "services", does: "applies the gateway and waits", undoes: undoes))
    }
    if content.hasConfirmation {
      steps.append(
        Step(
          "confirm", needs: "gateway",
          does: "requests every confirm path of the gateway's Service, by a Job", undoes: undoes))
    }
    if content.hasWorkers {
      steps.append(
        Step("workers", needs: "services", does: "applies each worker and waits", undoes: undoes))
    }
    if content.hasSingletons {
      steps.append(
        Step(
          "singletons", needs: "services",
          does: "stops each singleton, starts the new one, and reports the gap",
          undoes: undoes))
    }
    if content.hasJobs {
      steps.append(Step("jobs", needs: "services", does: "applies cron jobs", undoes: undoes))
    }
    return steps
  }

  private static let clean = Step(
    "clean", needs: "everything above",
    does: "records the deployment and removes objects that no version uses")
}
