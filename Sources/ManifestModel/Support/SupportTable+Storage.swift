extension SupportTable {
  static let storageRows = [
    KeySupportRow(
      "volumes.*.access", .notNeeded("one host mounts a volume as often as it likes"),
      .notNeeded("Docker mounts a volume as often as it likes"), .native),
    KeySupportRow("volumes.*.size", noClaim, noClaim, .native),
    KeySupportRow("volumes.*.storageClass", noClaim, noClaim, .native),
    KeySupportRow("volumes.*.driver", .native, .native, claimed),
    KeySupportRow("volumes.*.options", .native, .native, claimed),
    KeySupportRow("volumes.*.name", .native),
    KeySupportRow("volumes.*.external", .native),
    KeySupportRow(
      "volumes.*.perVersion", .native, .unsupported(oneFolder), .unsupported(oneFolder)),
    KeySupportRow(
      "volumes.*.node", .notNeeded("there is one host"), .native,
      .notNeeded("the claim binds its pods")),
    KeySupportRow("secrets.*.env", .native),
    KeySupportRow("secrets.*.file", .native),
    KeySupportRow(
      "secrets.*.external", .unsupported("Compose has no secrets of its own: use env or file"),
      .native, .native),
  ]

  private static let noClaim = KeySupport.notNeeded("a Docker volume takes the room that it needs")
  private static let claimed = KeySupport.notNeeded("the storage class provides it")
  private static let oneFolder =
    "two versions run at once and share one folder: give files names that carry a hash"

  static let strategyRows =
    strategyRows(of: "strategy") + [
      KeySupportRow(
        "strategy.blueGreen.confirm", .native, switches, .emulated("a Job asks after the rollout")),
      KeySupportRow(
        "strategy.blueGreen.healthTimeout", .native, switches,
        .emulated("the script gives a pod that runs so long")),
      KeySupportRow("strategy.blueGreen.retain", .native, switches, switches),
      KeySupportRow(
        "strategy.keepImages", .native, .native,
        .notNeeded("each node's kubelet removes what no pod uses")),
      KeySupportRow("strategy.hooks", .native),
    ]

  private static let switches = KeySupport.notNeeded("it is about the switch of colours")

  static func strategyRows(of path: String) -> [KeySupportRow] {
    let switched = KeySupport.notNeeded("a colour is switched as a whole")
    return [
      KeySupportRow(
        "\(path).drain", .native, .emulated("a wrapper that holds back the stop signal"),
        .emulated("a preStop pause")),
      KeySupportRow("\(path).rolling.batch", switched, .native, .native),
      KeySupportRow("\(path).rolling.pause", switched, .native, .emulated("minReadySeconds")),
      KeySupportRow(
        "\(path).rolling.order", switched, .native, .emulated("maxSurge and maxUnavailable")),
      KeySupportRow(
        "\(path).rolling.onFailure", switched, .native,
        .emulated("the script goes back, or leaves what failed")),
      KeySupportRow(
        "\(path).rolling.monitor", switched, .native, .emulated("progressDeadlineSeconds")),
    ]
  }
}
