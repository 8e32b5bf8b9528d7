internal import Diagnostics
internal import YAMLReading

extension TargetOptions {
  /// `nil` for a key that is no target, which the validator has reported.
  init?(_ entry: YAMLEntry) {
    guard let target = Target(rawValue: entry.key.value),
      let shape = Language.targets.key(entry.key.value)?.shape.object
    else { return nil }
    let keys = ObjectReader(entry.value, as: shape)
    let isSwarm = target == .swarm
    self.init(
      target: Located(target, at: entry.key.range), isEnabled: keys.boolean("enabled"),
      accept: keys.texts("accept"),
      patches: keys.entries("patches").map { Patch(selector: $0.key, tree: $0.value) },
      endpointMode: isSwarm ? keys.choice("endpointMode") : nil,
      publish: isSwarm ? keys.choice("publish") : nil,
      imagePullSecrets: target == .kubernetes ? keys.texts("imagePullSecrets") : [])
  }
}
