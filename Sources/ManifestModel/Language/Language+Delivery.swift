extension Language {
  static let volume = ObjectShape(
    "a volume",
    keys: [
      KeyShape(
        "access", choice(Volume.Access.self), default: "`single`",
        "Whether several containers may write."),
      KeyShape("size", size, default: "`1Gi`", "Of the claim on Kubernetes."),
      KeyShape("storageClass", .text(TextForm(.word)), "Of the claim on Kubernetes."),
      KeyShape("driver", .text(TextForm(.imageName)), "Docker's volume driver."),
      KeyShape("options", names(.labelName, plain), "The driver's options."),
      KeyShape(
        "name", .text(TextForm(.any, holds: .variables)), "An existing volume to adopt."),
      KeyShape(
        "external", .boolean, default: "`false`", "The volume exists already; no target creates it."
      ),
      KeyShape(
        "perVersion", .boolean, default: "`false`",
        "One per colour; behind a gateway it is emptied before the colour's next version is released, "
          + "unless it is external."),
      KeyShape(
        "node", .text(TextForm(.word)),
        """
        The node that holds it, or `manager`. Under Swarm each node has a volume of its own of this \
        name: without `node`, a container that moves to another one starts on an empty one.
        """),
    ])

  static let network = ObjectShape(
    "a network",
    keys: [
      KeyShape(
        "internal", .boolean, default: "`false`",
        "No way leads out of it: what is on no other network reaches its members alone."),
      KeyShape(
        "external", .boolean, default: "`false`",
        "It exists already, and others are on it too; no target creates it."),
      KeyShape(
        "name", .text(TextForm(.volumeName)), default: "`NETWORK-NAME`; of an external one its key",
        "What the engine calls it."),
    ])

  /// The networks of a service or the gateway.
  static let networksKey = KeyShape(
    "networks", .list(label), default: "`[default]`",
    "The networks that it is on, and no others; `default` is the project's own.")

  static let secret = ObjectShape(
    "a secret", oneOf: ["env", "file", "external"],
    keys: [
      KeyShape("env", .text(TextForm(.variableName)), "The variable that has the value."),
      KeyShape("file", hostPath, "The file that has the value."),
      KeyShape("external", .text(TextForm(.word)), "The engine's own secret of that name."),
    ])

  static let strategy = ObjectShape(
    "a strategy",
    keys: [
      KeyShape(
        "drain", positiveDuration,
        default: "`30s`, or the longest `timeout` of a route without `websocket` and `events`",
        "How long a request under way may still take."),
      KeyShape(
        "rolling",
        .object(
          ObjectShape(
            "rolling",
            keys: [
              KeyShape(
                "batch", count, default: "`1`", "How many instances are replaced at a time."),
              KeyShape("pause", duration, default: "`10s`", "Time between two batches."),
              KeyShape(
                "order", choice(Strategy.Order.self), default: "`start-first`",
                "Whether a new instance starts before the old one stops."),
              KeyShape(
                "onFailure", choice(Strategy.FailureAction.self), default: "`rollback`",
                "What a failed update does."),
              KeyShape(
                "monitor", positiveDuration,
                default: "start + interval × (retries + 1), at least 5 s",
                "How long a new instance is watched."),
            ])), "How Swarm and Kubernetes replace instances."),
      KeyShape("blueGreen", .object(blueGreen), "How a switch is made."),
      KeyShape(
        "keepImages", .integer(0...100), default: "`0`",
        "Older images to keep on the host, of those that deployments built or pulled, besides what a"
          + " rollback needs."),
      KeyShape(
        "hooks",
        .object(
          ObjectShape(
            "hooks",
            keys: Strategy.Hook.Moment.allCases.map {
              KeyShape(
                $0.rawValue, hostPath,
                "A script to run at this moment, while the deployment holds its lock.")
            })), "Scripts of your own."),
    ])

  private static let blueGreen = ObjectShape(
    "blue-green",
    keys: [
      KeyShape(
        "confirm",
        .either([
          .integer(1...100),
          .object(
            ObjectShape(
              "a confirmation", shortKey: "times",
              keys: [
                KeyShape("times", .integer(1...100), default: "`5`", "Answers in a row."),
                KeyShape(
                  "paths", .list(.text(TextForm(.urlPath))),
                  default: "each routed service's health path", "The paths to request."),
                KeyShape(
                  "compare", .boolean, default: "`false`",
                  "Refuse a route that answers on the old colour and with 5xx on the new one."),
              ])),
        ]), default: "`5`",
        "Answers in a row, in the rehearsal and after the switch; on Kubernetes after the rollout."),
      KeyShape(
        "healthTimeout", positiveDuration, default: "`120s`",
        "How long a colour, or a pod that runs, may take to become healthy."),
      KeyShape(
        "retain", choice(Strategy.Retain.self), default: "`stopped`",
        "What happens to the old colour after a switch."),
    ])

  static let targets = ObjectShape(
    "targets",
    keys: [
      KeyShape(
        "blueGreen", .object(overlay("the blueGreen target", [loggingOverlay])),
        "One host, Compose."),
      KeyShape(
        "swarm",
        .object(
          overlay(
            "the swarm target",
            [
              loggingOverlay,
              KeyShape(
                "endpointMode", choice(TargetOptions.EndpointMode.self), default: "`vip`",
                "How Swarm names tasks."),
              KeyShape(
                "publish", choice(TargetOptions.PublishMode.self), default: "`ingress`",
                "How the gateway's ports are published."),
            ])), "Docker Swarm."),
      KeyShape(
        "kubernetes",
        .object(
          overlay(
            "the kubernetes target",
            [
              KeyShape(
                "imagePullSecrets", .list(label),
                "Secrets of the cluster by which nodes pull the images.")
            ])), "Kubernetes."),
    ])

  private static let loggingOverlay = KeyShape(
    "logging", logging, overlay: true, "Overlay of logging.")

  private static func overlay(_ name: String, _ own: [KeyShape]) -> ObjectShape {
    ObjectShape(
      name,
      keys: [
        KeyShape(
          "enabled", .boolean, default: "`true`", "Whether zdc makes artefacts for this target."),
        KeyShape(
          "services", names(.serviceName, .object(service)), overlay: true, "Overlays of services."),
        KeyShape(
          "backing", names(.serviceName, .object(backing)), overlay: true,
          "Overlays of backing services."),
        KeyShape("gateway", .object(gateway), overlay: true, "Overlay of the gateway."),
        KeyShape(
          "volumes", names(.volumeName, .object(volume)), overlay: true, "Overlays of volumes."),
        KeyShape(
          "secrets", names(.dnsLabel, .object(secret)), overlay: true, "Overlays of secrets."),
        KeyShape("strategy", .object(strategy), overlay: true, "Overlay of the strategy."),
        KeyShape(
          "patches", names(.hostPath, .anything), "`FILE` or `FILE#KIND/NAME` → YAML merged in."),
        KeyShape(
          "accept", .list(.text(TextForm(.acceptPath))),
          "Keys that this target does not support, and that may be lost there."),
      ] + own)
  }
}
