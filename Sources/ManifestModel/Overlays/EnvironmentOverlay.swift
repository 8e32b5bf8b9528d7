internal import Diagnostics
internal import YAMLReading

/// Makes the manifest of one environment.
enum EnvironmentOverlay {
  /// - Returns: the manifest with the environment merged in and without `environments`; `nil` where
  ///   there is no such environment, which is then in the log.
  static func apply(
    _ name: String, to root: YAMLNode, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    let environments = root["environments"]?.entries ?? []
    guard let environment = environments.first(where: { $0.key.value == name }) else {
      let names = environments.map(\.key.value)
      log.error(
        .unknownEnvironment,
        at: root.entries?.first { $0.key.value == "environments" }?.key.range ?? root.headRange,
        "the manifest has no environment \(name.quoted)",
        help: NearName.closest(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? (names.isEmpty
            ? "add environments: { \(name): { … } }"
            : "it has \(Shape.alternatives(names))"))
      return nil
    }
    let entries = root.entries?.filter { $0.key.value != "environments" } ?? []
    let base = YAMLNode(.mapping(entries), at: root.range)
    guard environment.value.entries != nil else { return base }
    let merged = OverlayMerge().merge(
      environment.value, into: base, as: .object(Language.manifest), into: &log)
    return suffixed(merged, by: name, unlessIn: environment.value)
  }

  /// The names that two environments on one host must not share.
  private static let suffixedKeys = ["project", "prefix", "network"]

  private static func suffixed(
    _ root: YAMLNode, by name: String, unlessIn environment: YAMLNode
  ) -> YAMLNode {
    let entries = (root.entries ?? []).map { entry in
      guard suffixedKeys.contains(entry.key.value), environment[entry.key.value] == nil,
        let scalar = entry.value.scalar, scalar.kind != .null
      else { return entry }
      let longer = YAMLScalar(text: "\(scalar.text)-\(name)", kind: .text, isPlain: scalar.isPlain)
      return YAMLEntry(key: entry.key, value: YAMLNode(.scalar(longer), at: entry.value.range))
    }
    return YAMLNode(.mapping(entries), at: root.range)
  }
}
