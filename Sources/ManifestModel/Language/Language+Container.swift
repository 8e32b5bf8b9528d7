extension Language {
  /// What passes through to a container, each in Compose's meaning.
  static let containerKeys = [
    KeyShape(
      "init", .boolean,
      default: "`true` of a worker that `node`, `npm` or `python -m` starts, else `false`",
      "A small init is PID 1: it hands signals on, and collects processes that have ended."),
    KeyShape("tty", .boolean, default: "`false`", "The process has a terminal."),
    KeyShape("stdinOpen", .boolean, default: "`false`", "Standard input stays open."),
    KeyShape(
      "ulimits", names(.ulimit, .either([limit, .object(ulimit)])),
      "Limit → a number for both the soft and the hard one, or each; `-1` is none."),
    KeyShape(
      "pidsLimit", .integer(1...4_194_304), "How many processes and threads it may have at once."),
    KeyShape(
      "securityOpt", .list(.text(TextForm(.securityOption))), "Docker's security options."),
    KeyShape(
      "privileged", .boolean, default: "`false`", "The process may do all that the host's root may."
    ),
    KeyShape("devices", .list(.text(TextForm(.device))), "Devices of the host."),
    KeyShape("sysctls", names(.word, plain), "Settings of the kernel for the container's network."),
    KeyShape(
      "dns", .either([address, .list(address)]), "Name servers for what is no service's name."),
    KeyShape(
      "restart", .text(TextForm(.restart)), default: "`unless-stopped`; of a job `no`",
      "When a container that has ended is started again."),
    KeyShape("logging", logging, default: "`logging` of the manifest", "Where its lines go."),
  ]

  /// The driver and its options, or `engine`: what daemon.json says.
  static let logging = Shape.either([
    .choice(["engine"]),
    .object(
      ObjectShape(
        "a logging driver",
        keys: [
          KeyShape(
            "driver", .text(TextForm(.imageName)), default: "`json-file`",
            "Docker's logging driver."),
          KeyShape(
            "options", names(.word, variableText),
            default: "of `json-file`: `max-size` `10m`, `max-file` `3`", "The driver's options."),
        ])),
  ])

  private static let address = Shape.text(TextForm(.address))

  /// As the kernel has them: `-1` is none.
  private static let limit = Shape.integer(-1...9_007_199_254_740_991)

  static let ulimit = ObjectShape(
    "a pair of limits",
    keys: [
      KeyShape("soft", limit, required: true, "What the process begins with."),
      KeyShape("hard", limit, required: true, "What it may raise that to."),
    ])
}
