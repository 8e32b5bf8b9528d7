extension SupportTable {
  /// What passes through to a container.
  static let containerRows: [Row] = [
    (
      "init",
      (.native, .native, .unsupported("the process is PID 1: make tini the image's entrypoint"))
    ),
    all("tty", .native),
    all("stdinOpen", .native),
    (
      "ulimits",
      (.native, .native, .unsupported("a node's container runtime sets them for all that it runs"))
    ),
    (
      "pidsLimit",
      (.native, .native, .unsupported("the kubelet has one limit for all pods: podPidsLimit"))
    ),
    (
      "securityOpt",
      (
        .native, .unsupported("docker stack deploy has none"),
        .unsupported("set the pod's securityContext by a patch")
      )
    ),
    (
      "privileged",
      (.native, .unsupported("docker stack deploy has it not: use capAdd"), .native)
    ),
    (
      "devices",
      (
        .native, .unsupported("docker stack deploy has none"),
        .unsupported("a device plugin of the cluster gives them")
      )
    ),
    all("sysctls", .native),
    (
      "dns",
      (
        .native, .native,
        .unsupported("the cluster's DNS answers first: let it forward to these servers")
      )
    ),
    (
      "restart", (.native, .native, .notNeeded("pods are started again, and those of jobs are not"))
    ),
    ("logging", (.native, .native, rotated)),
  ]

  static let rotated = KeySupport.notNeeded("the kubelet keeps and rotates what pods print")
}
