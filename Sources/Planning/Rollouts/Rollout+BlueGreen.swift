extension Rollout {
  /// One host, two colours: nothing of the live colour is touched until the new one has answered.
  static func blueGreen(_ content: RolloutContent) -> Rollout {
    Rollout(
      steps: preparation(content)
        + (content.hasGateway ? [start, stage, health] : [start, health]) + switching(content)
        + ending(content))
  }

  private static func preparation(_ content: RolloutContent) -> [Step] {
    [
      Step(
        "reconcile", needs: "the lock",
        does:
          "reads from the running nginx which colour serves, and finishes what an interrupted run left"
      ),
      Step(
        "preflight", needs: "a known active colour",
        does: "refuses what is missing: variables, secrets, certificate, disk, ports, the conf",
        undoes: "drops the candidate conf"),
      Step(
        "build", needs: "preflight",
        does: "builds or pulls the images of the standby colour"),
      Step(
        "backing", needs: "preflight",
        does: "starts backing services and the gateway where they do not run"),
    ]
      + (content.hasReleases
        ? [
          Step(
            "release", needs: "images, healthy backing services",
            does: "runs each release command once, in the new version")
        ] : [])
  }

  private static let start = Step(
    "start", needs: "release",
    does: "starts the standby colour alone", undoes: "removes what it started")
  private static let stage = Step(
    "stage", needs: "started containers",
    does: "gives nginx the addresses of the standby colour; no traffic goes there yet",
    undoes: "points the standby colour back to what it was")
  private static let health = Step(
    "health", needs: "started containers",
    does: "runs each container's own health command every second until all are healthy",
    undoes: "removes the standby colour")

  private static let backAgain = "moves the link back, and reloads where the conf has changed"

  private static func switching(_ content: RolloutContent) -> [Step] {
    guard content.hasGateway else { return [] }
    return [
      Step(
        "rehearse", needs: "a healthy standby colour",
        does: content.hasConfirmation
          ? "requests every confirm path of the standby colour through the internal listener"
          : "requests nothing: there is no path to confirm",
        undoes: "removes the standby colour"),
      Step(
        "candidate", needs: "a rehearsed standby colour",
        does: "writes the new state next to the old, compares what the gateway sees, tests it",
        undoes: "removes the candidate"),
      Step(
        "rename", needs: "a tested candidate",
        does: "moves the link that nginx follows for each request, atomically: the switch",
        undoes: backAgain),
      Step(
        "reload", needs: "the new state",
        does: "reloads nginx where its conf has changed, and waits until the new colour answers",
        undoes: backAgain),
      Step(
        "confirm", needs: "the new colour in nginx",
        does: content.hasConfirmation
          ? "requests every confirm path through the gateway"
          : "sees that no container of the new colour has restarted",
        undoes: backAgain),
      Step(
        "drain", needs: "a confirmed switch",
        does: "waits until nothing of the old colour is under way, for at most the drain",
        undoes: backAgain),
    ]
  }

  private static func ending(_ content: RolloutContent) -> [Step] {
    var steps: [Step] = []
    if content.hasWorkers {
      steps.append(
        Step(
          "workers", needs: "a drained old colour",
          does: "starts the new workers, then stops the old ones",
          undoes: "starts the old workers, stops the new ones"))
    }
    if content.hasSingletons {
      steps.append(
        Step(
          "singletons", needs: "a drained old colour",
          does: "stops each old singleton, then starts the new one, and reports the gap",
          undoes: "stops the new singleton, starts the old one"))
    }
    steps.append(
      Step(
        "stop", needs: "everything above",
        does: "stops, removes or leaves the old colour, as `retain` says"))
    return steps
  }
}
