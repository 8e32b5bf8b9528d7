extension SupportTable {
  /// What coloured and backing services have alike; `part` is the key that holds them.
  static func serviceRows(of part: String) -> [KeySupportRow] {
    (imageRows + healthRows + processRows + valueRows + containerRows + hostRows).map {
      path, supports in
      KeySupportRow("\(part).*.\(path)", supports.0, supports.1, supports.2)
    }
  }

  typealias Row = (path: String, supports: (KeySupport, KeySupport, KeySupport))

  static func all(_ path: String, _ support: KeySupport) -> Row {
    (path, (support, support, support))
  }

  private static let built = KeySupport.emulated("the deploy script runs docker build")

  private static let imageRows: [Row] = [
    all("image", .native),
    ("build", (.native, built, built)),
    all("port", .native),
    all("ports", .native),
    all("scheme", .emulated("as a part of ${NAME.url}")),
  ]

  private static let healthRows: [Row] = [
    all("health", .native),
    ("health.start", (.native, .native, .emulated("failureThreshold of the startup probe"))),
    ("health.startInterval", (.native, .native, .emulated("period of the startup probe"))),
    (
      "health.tcp",
      (
        .emulated("busybox nc, bash or python3 connects"),
        .emulated("busybox nc, bash or python3 connects"),
        .native
      )
    ),
    ("health.via", (.native, .native, .notNeeded("the kubelet sends the request itself"))),
    ("live", (.notNeeded(oneCheck), .notNeeded(oneCheck), .native)),
  ]

  private static let oneCheck = "Docker has one check, and it restarts nothing"

  private static let processRows: [Row] = [
    all("command", .native),
    all("entrypoint", .native),
    all("stop.signal", .native),
    all("stop.grace", .native),
    all("user", .native),
    all("workingDir", .native),
    all("readOnly", .native),
  ]

  private static let valueRows: [Row] = [
    all("env", .native),
    ("envFile", (.native, .native, .emulated("a Secret that the deploy script makes"))),
    ("envFile.path", (.native, .native, .emulated("a Secret that the deploy script makes"))),
    (
      "envFile.required",
      (
        .native, .emulated("the deploy script reads the files"),
        .emulated("the deploy script reads the files")
      )
    ),
    all("secrets", .native),
    all("volumes", .native),
    ("mounts", (.native, .unsupported(noHostPath), .unsupported(noHostPath))),
    (
      "mounts.*.access",
      (
        .notNeeded("one host mounts a folder as often as it likes"), .notNeeded(noHostPath),
        .notNeeded(noHostPath)
      )
    ),
    ("mounts.*.selinux", (.native, .notNeeded(noHostPath), .notNeeded(noHostPath))),
    all("files", .native),
  ]

  private static let noHostPath = "a node has no such folder: use files, a volume, or the image"

  private static let hostRows: [Row] = [
    all("resources", .native),
    ("networks", (.native, .native, policies)),
    ("tmpfs", (.native, .emulated("a mount of type tmpfs"), .emulated("an emptyDir in memory"))),
    all("capAdd", .native),
    (
      "shmSize",
      (.native, .emulated("a tmpfs at /dev/shm"), .emulated("an emptyDir in memory at /dev/shm"))
    ),
    ("extraHosts", (.native, .native, .native)),
    ("pull", (.native, .notNeeded("Swarm pulls what a node lacks"), .native)),
    ("platform", (.native, .emulated("constraints on the node"), .emulated("a node selector"))),
    all("labels", .native),
    ("placement", (.notNeeded("there is one host"), .native, .native)),
    ("tolerations", (untainted, untainted, .native)),
    ("priorityClass", (noClass, noClass, .native)),
    ("serviceAccount", (noAccount, noAccount, .native)),
  ]

  private static let untainted = KeySupport.notNeeded("Docker's nodes have no taints")
  private static let noClass = KeySupport.notNeeded("Docker evicts nothing for anything else")
  private static let noAccount = KeySupport.notNeeded("Docker's engine knows no accounts")

  /// What only coloured services have.
  static let roleRows: [KeySupportRow] =
    [
      KeySupportRow("services.*.role", .native),
      KeySupportRow("services.*.replicas", .native),
      KeySupportRow("services.*.hostname", .native),
      KeySupportRow("services.*.publish", .native, .native, noHostPort),
      KeySupportRow(
        "services.*.dependsOn", .native, .emulated("the order in which the script updates"),
        .emulated("the order in which the script applies")),
      KeySupportRow(
        "services.*.release", .emulated("a one-shot service of the new colour"),
        .emulated("a job service that the script removes"), .native),
      KeySupportRow(
        "services.*.schedule", .unsupported("let cron of the host run it"),
        .unsupported("let cron of a manager run it"), .native),
      KeySupportRow("services.*.timeZone", hostsCron, hostsCron, .native),
      // A rule refuses these two: a deployment has one switch, and one script.
      KeySupportRow("services.*.strategy.blueGreen", .notNeeded("a deployment has one switch")),
      KeySupportRow("services.*.strategy.keepImages", .notNeeded("a deployment has one script")),
      KeySupportRow("services.*.strategy.hooks", .notNeeded("a deployment has one script")),
    ] + strategyRows(of: "services.*.strategy")

  private static let noHostPort = KeySupport.unsupported(
    "use kubectl port-forward, or a Service of your own")
  private static let hostsCron = KeySupport.notNeeded("the host's cron has a time zone of its own")
  private static let restarted = KeySupport.notNeeded(
    "a container is started again until what it needs is there")

  /// What only backing services have, or have in a way of their own.
  static let backingRows = [
    KeySupportRow(
      "backing.*.hostname", .native, .native,
      .unsupported("a StatefulSet gives its pod a name of its own, which stays: NAME-0")),
    KeySupportRow("backing.*.dependsOn", .native, restarted, restarted),
    KeySupportRow("backing.*.publish", .native, .native, noHostPort),
  ]
}
