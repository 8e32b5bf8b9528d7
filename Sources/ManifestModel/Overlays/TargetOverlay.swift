internal import Diagnostics
internal import YAMLReading

/// Makes the manifest of one target: what its overlay touches is merged and decoded again, the rest
/// is shared with the base.
struct TargetOverlay {
  let root: YAMLNode
  let base: Manifest
  let target: Target
  /// Whether it tells of `null` that removes nothing; an environment may have removed it before.
  let warns: Bool

  private var merge: OverlayMerge { OverlayMerge(warning: warns) }

  func apply(into log: inout DiagnosticLog) -> Manifest {
    guard let overlay = root["targets"]?[target.rawValue] else { return base }
    func entry(_ name: String) -> YAMLEntry? {
      overlay.entries?.first { $0.key.value == name }
    }
    return base.replacing(
      logging: logging(entry("logging"), into: &log),
      gateway: gateway(entry("gateway"), into: &log),
      services: section("services", overlay, base.services, of: Language.service, into: &log) {
        Service($0, as: Language.service, into: &$1)
      },
      backing: section("backing", overlay, base.backing, of: Language.backing, into: &log) {
        Service($0, as: Language.backing, into: &$1)
      },
      volumes: section("volumes", overlay, base.volumes, of: Language.volume, into: &log) {
        entry, _ in Volume(entry)
      },
      secrets: section("secrets", overlay, base.secrets, of: Language.secret, into: &log) {
        Secret($0, into: &$1)
      },
      strategy: strategy(overlay["strategy"], into: &log))
  }

  /// Whether the target has nothing to merge.
  var isEmpty: Bool {
    guard let overlay = root["targets"]?[target.rawValue],
      let shape = Language.targets.key(target.rawValue)?.shape.object
    else { return true }
    return overlay.entries?.contains { shape.key($0.key.value)?.isOverlay == true } != true
  }

  /// One of the manifest's maps of names, each overlaid value decoded again in its place.
  private func section<Value>(
    _ name: String, _ overlay: YAMLNode, _ values: [Value], of shape: ObjectShape,
    into log: inout DiagnosticLog, _ decode: (YAMLEntry, inout DiagnosticLog) -> Value
  ) -> [Value] {
    guard let additions = overlay[name]?.entries, !additions.isEmpty else { return values }
    // As decoding does, so that positions agree.
    let isKeptWithoutValue = name == "volumes" || name == "secrets"
    let entries = root[name]?.entries?.filter { isKeptWithoutValue || !$0.value.isNull } ?? []
    var positions: [String: Int] = [:]
    for (position, entry) in entries.enumerated() { positions[entry.key.value] = position }
    var result = values.map(Optional.some)
    for addition in additions {
      let position = positions[addition.key.value]
      if position == nil, name == "services" || name == "backing" || addition.value.isNull {
        reportUnknown(addition.key, shape, entries, into: &log)
        continue
      }
      if addition.value.isNull {
        if let position { result[position] = nil }
        continue
      }
      guard addition.value.entries != nil else { continue }
      let old = position.map { entries[$0] }
      let entry = merged(addition, into: old, as: shape, into: &log)
      if let position {
        result[position] = decode(entry, &log)
      } else {
        result.append(decode(entry, &log))
      }
    }
    return result.compactMap { $0 }
  }

  private func merged(
    _ addition: YAMLEntry, into old: YAMLEntry?, as shape: ObjectShape,
    into log: inout DiagnosticLog
  ) -> YAMLEntry {
    let empty = YAMLNode(.mapping([]), at: addition.value.range)
    let value = merge.merge(
      addition.value, into: old?.value ?? empty, as: .object(shape), into: &log)
    let key = old?.key ?? addition.key
    ShapeValidator(mode: .merged).validate(
      value, as: .object(shape), ShapeValidator.Subject(key: key, isItem: false), into: &log)
    return YAMLEntry(key: key, value: value)
  }

  private func gateway(_ overlay: YAMLEntry?, into log: inout DiagnosticLog) -> Gateway? {
    guard let overlay else { return base.gateway }
    if overlay.value.isNull { return nil }
    guard let key = root.entries?.first(where: { $0.key.value == "gateway" }), base.gateway != nil
    else {
      log.error(
        .unknownOverlay, at: overlay.key.range, "the manifest has no gateway to overlay",
        help: "write gateway at the top level")
      return nil
    }
    guard overlay.value.entries != nil else { return base.gateway }
    let entry = merged(
      YAMLEntry(key: key.key, value: overlay.value), into: key, as: Language.gateway, into: &log)
    return Gateway(
      ObjectReader(entry.value, as: Language.gateway, at: entry.opening), into: &log)
  }

  private func logging(_ overlay: YAMLEntry?, into log: inout DiagnosticLog) -> Logging? {
    guard let overlay else { return base.logging }
    if overlay.value.isNull { return nil }
    let old = root.entries?.first { $0.key.value == "logging" }
    let empty = YAMLNode(.mapping([]), at: overlay.value.range)
    let value = merge.merge(
      overlay.value, into: old?.value ?? empty, as: Language.logging, into: &log)
    return Logging(YAMLEntry(key: old?.key ?? overlay.key, value: value))
  }

  private func strategy(_ overlay: YAMLNode?, into log: inout DiagnosticLog) -> Strategy {
    guard let overlay, overlay.entries != nil else { return base.strategy }
    let empty = YAMLNode(.mapping([]), at: overlay.range)
    let value = merge.merge(
      overlay, into: root["strategy"] ?? empty, as: .object(Language.strategy), into: &log)
    let opening = root.entries?.first { $0.key.value == "strategy" }?.opening
    return Strategy(ObjectReader(value, as: Language.strategy, at: opening))
  }

  private func reportUnknown(
    _ key: Located<String>, _ shape: ObjectShape, _ entries: [YAMLEntry],
    into log: inout DiagnosticLog
  ) {
    guard log.count < ShapeValidator.mostFaults else { return }
    let kind = shape.name.drop { $0 != " " }.dropFirst()
    log.error(
      .unknownOverlay, at: key.range,
      "the manifest has no \(kind) \(key.value.quoted) to overlay",
      help: NearName.closest(to: key.value, among: entries.map(\.key.value)).map {
        "did you mean '\($0)'?"
      }
        ?? "a target's overlay changes something that the manifest declares; write it at the top level too",
      fix: NearName.fix(of: key.value, at: key.range, among: entries.map(\.key.value)))
  }
}

extension Manifest {
  fileprivate func replacing(
    logging: Logging?, gateway: Gateway?, services: [Service], backing: [Service],
    volumes: [Volume], secrets: [Secret], strategy: Strategy
  ) -> Manifest {
    Manifest(
      range: range, project: project, prefix: prefix, version: version, registry: registry,
      network: network, networks: networks, logging: logging, gateway: gateway, services: services,
      backing: backing, volumes: volumes, secrets: secrets, strategy: strategy, targets: targets,
      rules: rules, comments: comments)
  }
}
