extension Language {
  static let commandWord = Shape.text(
    TextForm(.any, holds: .variablesAndReferences, mayBeEmpty: true))
  static let command = Shape.either([
    .text(TextForm(.any, holds: .variablesAndReferences)), .list(commandWord),
  ])
  static let releaseText = Shape.text(TextForm(.any, holds: .variablesAndReferences))
  static let releaseWord = commandWord

  static let build = ObjectShape(
    "a build", shortKey: "context",
    keys: [
      KeyShape("context", hostPath, required: true, "The directory, relative to the manifest."),
      KeyShape(
        "dockerfile", hostPath, default: "`Dockerfile`", "Relative to the directory."),
      KeyShape(
        "args", names(.variableName, .text(TextForm(.any, holds: .variables, mayBeEmpty: true))),
        "Build arguments."),
      KeyShape("target", .text(TextForm(.word)), "The stage to build."),
      KeyShape("secrets", .list(label), "Declared secrets that the build may read."),
      KeyShape(
        "cacheFrom", .list(.text(TextForm(.imageName))), "Images whose layers may be used."),
    ])

  static let health = Shape.either([
    .text(TextForm(.urlPath, or: Health.none)), .list(healthWord), .object(healthObject),
  ])
  static let live = Shape.either([
    .text(TextForm(.urlPath)), .list(healthWord), .object(healthObject),
  ])

  private static let healthWord = commandWord

  private static let healthObject = ObjectShape(
    "a health check", shortKey: "path", listKey: "command", oneOf: ["path", "command", "tcp"],
    keys: [
      KeyShape("path", .text(TextForm(.urlPath)), "Requested on `port`; must answer 2xx or 3xx."),
      KeyShape(
        "command", .list(healthWord),
        "Run in the container; exit 0 is healthy. With a `${NAME}` in it, Kubernetes needs `sh` in "
          + "the image."),
      KeyShape("tcp", .boolean, "`true`: `port` accepts a connection."),
      KeyShape("interval", positiveDuration, default: "`5s`", "Time between two checks."),
      KeyShape("timeout", positiveDuration, default: "`3s`", "How long one check may take."),
      KeyShape(
        "retries", .integer(1...100), default: "`3`", "Failures in a row that mean unhealthy."),
      KeyShape("start", duration, default: "`30s`", "How long the start may take."),
      KeyShape(
        "startInterval", positiveDuration, default: "`1s`", "Time between checks during the start."),
      KeyShape(
        "via", choice(Health.Via.self), default: "`curl`",
        "What requests the path under Compose and Swarm."),
      KeyShape(
        "headers", names(.headerName, .text(TextForm(.headerValue))),
        "Headers that a check sends: `Host: …`."),
    ])

  static let mount = ObjectShape(
    "a mount", shortKey: "path",
    keys: [
      KeyShape("path", containerPath, required: true, "The path in the container."),
      KeyShape("readOnly", .boolean, default: "`false`", "Whether the mount is read-only."),
    ])

  static let hostMount = ObjectShape(
    "a mount of the host", shortKey: "path",
    keys: mount.keys + [
      KeyShape(
        "access", choice(Volume.Access.self), default: "`single`",
        "Whether two versions may write it at once."),
      KeyShape(
        "selinux", choice(HostMount.Label.self),
        "On a host with SELinux: whether other containers may have it too (`z`), or not (`Z`)."),
    ])

  static let envFile = ObjectShape(
    "a file of variables", shortKey: "path",
    keys: [
      KeyShape("path", hostPath, required: true, "The file, relative to the manifest."),
      KeyShape(
        "required", .boolean, default: "`true`", "`false`: where there is none, nothing is read."),
    ])

  static let file = ObjectShape(
    "a file",
    keys: [
      KeyShape("path", containerPath, required: true, "The path in the container."),
      KeyShape("from", hostPath, required: true, "Its text, relative to the manifest."),
    ])

  static let resources = ObjectShape(
    "resources",
    keys: [
      KeyShape("cpu", .text(TextForm(.cpu)), "Limit in CPUs."),
      KeyShape("memory", size, "Limit of memory."),
      KeyShape("gpu", .integer(1...64), "NVIDIA GPUs."),
      KeyShape(
        "reserve",
        .object(
          ObjectShape(
            "a reservation",
            keys: [
              KeyShape("cpu", .text(TextForm(.cpu)), "Reserved CPUs."),
              KeyShape("memory", size, "Reserved memory."),
            ])), "What is reserved."),
    ])

  static let stop = ObjectShape(
    "a stop",
    keys: [
      KeyShape(
        "signal", .text(TextForm(.signal)), default: "`SIGTERM`", "The signal that stops it."),
      KeyShape(
        "grace", positiveDuration, default: "pause + 5 s", "Time from the stop signal to the kill."),
    ])

  static let placement = ObjectShape(
    "a placement",
    keys: [
      KeyShape(
        "constraints", names(.labelName, plain), required: true, "Labels that a node must have.")
    ])

  static let toleration = ObjectShape(
    "a toleration",
    keys: [
      KeyShape("key", .text(TextForm(.word)), required: true, "The taint's key."),
      KeyShape("value", plain, default: "any value", "The taint's value."),
      KeyShape(
        "effect", choice(Toleration.Effect.self), default: "any effect", "The taint's effect."),
    ])
}
