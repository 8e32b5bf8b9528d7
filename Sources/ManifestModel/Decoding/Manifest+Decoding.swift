internal import Diagnostics
internal import YAMLReading

extension Manifest {
  init(_ root: YAMLNode, into log: inout DiagnosticLog) {
    let keys = ObjectReader(root, as: Language.manifest)
    self.init(
      range: root.range, project: keys.text("project") ?? Located("", at: root.headRange),
      prefix: keys.text("prefix"), version: keys.template("version"),
      registry: keys.template("registry"), network: keys.text("network"),
      networks: keys.names("networks").map(Network.init),
      logging: Logging(keys.entry("logging")),
      gateway: keys.object("gateway").map { Gateway($0, into: &log) },
      services: keys.entries("services").map {
        Service($0, as: Language.service, into: &log)
      },
      backing: keys.entries("backing").map { Service($0, as: Language.backing, into: &log) },
      volumes: keys.names("volumes").map(Volume.init),
      secrets: keys.names("secrets").map { Secret($0, into: &log) },
      strategy: Strategy(keys.object("strategy")),
      targets: keys.entries("targets").compactMap(TargetOptions.init),
      rules: keys.entries("rules").compactMap(RuleSetting.init),
      comments: keys.choice("comments"))
  }
}

extension RuleSetting {
  /// `nil` without a severity, which the validator has reported.
  fileprivate init?(_ entry: YAMLEntry) {
    guard let shape = Language.rule.object else { return nil }
    let keys = ObjectReader(entry.value, as: shape)
    guard let level: Located<Level> = keys.choice("severity") else { return nil }
    self.init(
      code: entry.key, level: level, reason: keys.text("reason"), until: keys.text("until"))
  }
}
