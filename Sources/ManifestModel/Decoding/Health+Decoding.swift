internal import Diagnostics
internal import YAMLReading

extension Health {
  /// `nil` where nothing is written, and where what is asked can't be told.
  init?(_ entry: YAMLEntry?, into log: inout DiagnosticLog) {
    guard let entry, let shape = Language.health.object, Health.rangeOfNone(entry) == nil else {
      return nil
    }
    let keys = ObjectReader(entry.value, as: shape)
    guard let chosen = ExcludingKeys.one(keys, at: entry.key.range, into: &log),
      let probe = Probe(chosen, keys, into: &log)
    else { return nil }
    self.init(
      range: entry.opening, probe: probe, interval: keys.duration("interval"),
      timeout: keys.duration("timeout"), retries: keys.integer("retries"),
      start: keys.duration("start"), startInterval: keys.duration("startInterval"),
      via: keys.choice("via"), headers: Label.all("headers", keys))
  }

  /// The place of `none`; also where an overlay gave it times.
  static func rangeOfNone(_ entry: YAMLEntry?) -> SourceRange? {
    let value = entry?.value["path"] ?? entry?.value
    return value?.scalar?.text == Health.none ? value?.range : nil
  }
}

extension Health.Probe {
  fileprivate init?(_ entry: YAMLEntry, _ keys: ObjectReader, into log: inout DiagnosticLog) {
    switch entry.key.value {
    case "path":
      guard let path = keys.text("path") else { return nil }
      self = .http(path: path)
    case "command":
      guard let items = entry.value.items else { return nil }
      guard !items.isEmpty else {
        log.error(
          .emptyCollection, at: entry.value.range, "a health command needs at least one word",
          help: "write command: [redis-cli, ping]")
        return nil
      }
      CommandList.checkWords(items, "command", into: &log)
      self = .command(items.compactMap(\.locatedTemplate))
    default:
      guard let isTCP = keys.boolean("tcp") else { return nil }
      guard isTCP.value else {
        log.error(
          .noneOfKeys, at: isTCP.range,
          "a health check with 'tcp: false' checks nothing",
          help: "write 'tcp: true', a path or a command, or remove the health check")
        return nil
      }
      self = .tcp(isTCP.range)
    }
  }
}
