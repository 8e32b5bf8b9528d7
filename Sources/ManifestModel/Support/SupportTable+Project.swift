extension SupportTable {
  static let projectRows = [
    KeySupportRow("zdc", .notNeeded("it names the language, not the deployment")),
    KeySupportRow("project", .native),
    KeySupportRow("prefix", .native),
    KeySupportRow("version", .native),
    KeySupportRow("registry", .native),
    KeySupportRow(
      "network", .native, .native, policies),
    KeySupportRow("networks.*.internal", .native, .native, policies),
    KeySupportRow("networks.*.external", .native, .native, .unsupported(oneNetwork)),
    KeySupportRow("networks.*.name", .native, .native, .notNeeded("a policy is no network")),
    KeySupportRow("logging", .native, .native, rotated),
    KeySupportRow("comments", .native),
    KeySupportRow("rules", .native),
  ]

  /// What keeps pods apart.
  static let policies = KeySupport.emulated(
    "a NetworkPolicy, which the cluster's network has to heed")
  private static let oneNetwork =
    "a cluster has one network: name the service there by its address, in env or extraHosts"

  static let gatewayRows = [
    KeySupportRow("gateway", .native),
    KeySupportRow("gateway.name", .native),
    KeySupportRow("gateway.image", .native),
    KeySupportRow("gateway.listen.http", .native),
    KeySupportRow("gateway.listen.https", .native),
    KeySupportRow(
      "gateway.listen.address", .native, .unsupported("Swarm publishes a port on every address"),
      .unsupported("what a LoadBalancer's address is, the cluster decides")),
    KeySupportRow("gateway.listen.redirect", .native),
    KeySupportRow("gateway.tls.certificates", .native),
    KeySupportRow("gateway.health", .native),
    KeySupportRow(
      "gateway.replicas", .notNeeded("one gateway owns the host's ports"), .native, .native),
    KeySupportRow("gateway.networks", .native, .native, policies),
    KeySupportRow("gateway.serverNames", .native),
    KeySupportRow("gateway.maxBodySize", .native),
    KeySupportRow("gateway.gzip", .native),
    KeySupportRow("gateway.logFormat", .native),
    KeySupportRow("gateway.securityHeaders", .native),
    KeySupportRow("gateway.trust", .native),
    KeySupportRow(
      "gateway.static.directory", .emulated("copied into a folder per colour at deployment"),
      .emulated("baked into the gateway's image"), .emulated("baked into the gateway's image")),
    KeySupportRow("gateway.static.spa", .native),
    KeySupportRow("gateway.routes", .native),
    KeySupportRow("gateway.routes.*.events", .native),
    KeySupportRow("gateway.routes.*.buffering", .native),
    KeySupportRow("gateway.routes.*.redirect", .native),
    KeySupportRow("gateway.routes.*.rewrite", .native),
    KeySupportRow("gateway.routes.*.headers.request", .native),
    KeySupportRow("gateway.routes.*.headers.response", .native),
    KeySupportRow("gateway.routes.*.allow", .native),
    KeySupportRow("gateway.routes.*.deny", .native),
    KeySupportRow("gateway.routes.*.auth", .native),
    KeySupportRow("gateway.routes.*.rateLimit", .native, countedApart, countedApart),
    KeySupportRow("gateway.snippets", .native),
  ]

  private static let countedApart = KeySupport.emulated("each of the gateways counts for itself")

  static let targetRows = [
    KeySupportRow("targets", .native),
    KeySupportRow("targets.blueGreen.enabled", .native, otherTarget, otherTarget),
    KeySupportRow("targets.blueGreen.patches", .native, otherTarget, otherTarget),
    KeySupportRow("targets.blueGreen.accept", acceptance, otherTarget, otherTarget),
    KeySupportRow("targets.swarm.enabled", otherTarget, .native, otherTarget),
    KeySupportRow("targets.swarm.patches", otherTarget, .native, otherTarget),
    KeySupportRow("targets.swarm.accept", otherTarget, acceptance, otherTarget),
    KeySupportRow("targets.swarm.endpointMode", otherTarget, .native, otherTarget),
    KeySupportRow("targets.swarm.publish", otherTarget, .native, otherTarget),
    KeySupportRow("targets.kubernetes.enabled", otherTarget, otherTarget, .native),
    KeySupportRow("targets.kubernetes.patches", otherTarget, otherTarget, .native),
    KeySupportRow("targets.kubernetes.accept", otherTarget, otherTarget, acceptance),
    KeySupportRow("targets.kubernetes.imagePullSecrets", otherTarget, otherTarget, .native),
  ]

  private static let otherTarget = KeySupport.notNeeded("it is another target's")
  private static let acceptance = KeySupport.notNeeded("the runbook lists it")
}
