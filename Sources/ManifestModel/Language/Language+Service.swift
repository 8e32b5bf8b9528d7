extension Language {
  /// A coloured service.
  package static let service = ObjectShape(
    "a service",
    keys: [roleKey] + serviceKeys + [publishKey, strategyKey, scheduleKey, timeZoneKey])

  /// A backing service: no role, no release, no strategy of its own.
  package static let backing = ObjectShape(
    "a backing service",
    keys: serviceKeys.filter { $0.name != "release" && $0.name != "replicas" } + [publishKey])

  private static let roleKey = KeyShape(
    "role", choice(Service.Role.self), default: "`web` where there is a `port`, else `worker`",
    """
    `web`: doubled, routed, drained. `worker`: new ones start after the switch is confirmed. \
    `singleton`: never two at a time. `job`: runs by `schedule`. `init`: runs once per deployment, \
    before anything of the new version starts, in the order of `dependsOn`; the deployment ends unless \
    it ends with 0.
    """)
  private static let strategyKey = KeyShape(
    "strategy", .object(strategy), "What this service does differently from `strategy`.")
  private static let scheduleKey = KeyShape(
    "schedule", .text(TextForm(.cron)), "When a `job` runs: a cron expression of five fields.")
  private static let timeZoneKey = KeyShape(
    "timeZone", .text(TextForm(.timeZone)), default: "`Etc/UTC`",
    "The time zone of `schedule`.")
  private static let publishKey = KeyShape(
    "publish", .list(.text(TextForm(.portMapping, holds: .variables))),
    "Host ports, `[HOST_IP:]HOST:CONTAINER[/udp]`, of what exists once: two colours can't share one. "
      + "`${NAME}` may be the address or the host's port.")

  private static let serviceKeys: [KeyShape] =
    imageKeys + healthKeys + processKeys + valueKeys + containerKeys + hostKeys

  private static let imageKeys = [
    KeyShape(
      "image", .text(TextForm(.imageName, holds: .variables)),
      "The full image name; or `build`, or both."),
    KeyShape(
      "build", .either([hostPath, .object(build)]), "The directory that the image is built from."),
    KeyShape("port", port, "The container port that serves."),
    KeyShape("ports", names(.dnsLabel, port), "Further container ports by name."),
    KeyShape(
      "scheme", .text(TextForm(.scheme)), default: "`http` where the health has a path",
      "The scheme of `${NAME.url}`."),
  ]

  private static let healthKeys = [
    KeyShape(
      "health", health,
      "The health check. `none`: nothing asks, the image's own check is off too, and a container is up "
        + "once it has run for 10 s (blue-green) or runs; not of a routed service."),
    KeyShape(
      "live", live, default: "with a `health`, a TCP connect to `port`",
      "Kubernetes' liveness probe."),
    KeyShape(
      "replicas", count, default: "`1`", "Instances; per colour under Compose."),
  ]

  private static let processKeys = [
    KeyShape(
      "command", command, default: "the image's own",
      "The server's command, behind the image's entrypoint; it becomes PID 1."),
    KeyShape(
      "entrypoint", command, default: "the image's own",
      "Replaces the image's entrypoint, and with it the image's command."),
    KeyShape(
      "release", .either([releaseText, .list(.either([releaseText, .list(releaseWord)]))]),
      """
      Commands that run once per deployment, before the new version takes traffic. Each is a whole \
      command line: it stands in place of the image's `ENTRYPOINT`, and of `entrypoint`, on every \
      target.
      """),
  ]

  private static let valueKeys = [
    KeyShape(
      "env", names(.environmentName, value),
      "Environment variables. `NAME:` alone passes the deployment's variable of that name on, empty "
        + "where it has none. A name may have dots: most shells hand none of those on to what they start."
    ),
    KeyShape(
      "envFile",
      .either([hostPath, .list(.either([hostPath, .object(envFile)])), .object(envFile)]),
      "Files of variables that are read at deployment, as Compose reads its `env_file`: of a name, what "
        + "the later one says counts."),
    KeyShape(
      "secrets", names(.variableName, label),
      "Variable → secret; a name in `_FILE` gets the mounted file's path, any other the value."),
    KeyShape(
      "volumes", names(.volumeName, .either([containerPath, .object(mount)])),
      "Volume → path in the container."),
    KeyShape(
      "mounts", names(.hostPath, holds: .variables, .either([containerPath, .object(hostMount)])),
      "Host path → path in the container; Compose only. One that begins with `${NAME}` is a whole "
        + "path, `/…`."),
    KeyShape(
      "files", names(.dnsLabel, .object(file)), "Small files that are deployed with the service."),
  ]

  private static let hostKeys = [
    KeyShape("resources", .object(resources), "Limits, and what is reserved."),
    KeyShape("stop", .object(stop), "How the process is stopped."),
    KeyShape("user", .text(TextForm(.user)), "The user that the process runs as."),
    KeyShape(
      "hostname", label, "The container's own host name; others reach it by the service's name."),
    KeyShape("workingDir", containerPath, "The process's working directory."),
    KeyShape("readOnly", .boolean, default: "`false`", "A read-only root file system."),
    KeyShape(
      "tmpfs", .either([containerPath, .list(containerPath), names(.containerPath, size)]),
      "Folders in memory; as a map, path → the most that it may hold."),
    KeyShape("capAdd", .list(.text(TextForm(.capability))), "Added capabilities."),
    KeyShape("shmSize", size, "The size of `/dev/shm`."),
    KeyShape(
      "extraHosts", names(.serverName, .text(TextForm(.any, holds: .variables))),
      "Host name → address, for the container's hosts file."),
    KeyShape("pull", choice(Service.PullPolicy.self), "When the image is pulled."),
    KeyShape("platform", .text(TextForm(.platform)), "The image's platform."),
    KeyShape("labels", names(.labelName, variableText), "Labels of the containers."),
    KeyShape(
      "placement", .either([.choice(["manager"]), .object(placement)]), "Which nodes may run it."),
    KeyShape(
      "tolerations", .list(.object(toleration)),
      "Taints of Kubernetes' nodes that do not keep its pods away."),
    KeyShape(
      "priorityClass", label, "Kubernetes' priority class of its pods, which has to be there."),
    KeyShape(
      "serviceAccount", label,
      "The account that its pods have on Kubernetes, which has to be there; without one they have no "
        + "access to the cluster."),
    networksKey,
    KeyShape("dependsOn", .list(serviceName), "Services that must be up first."),
  ]
}
