internal import Diagnostics
internal import YAMLReading

extension Ulimit {
  /// A number is both the soft and the hard limit.
  static func all(_ keys: ObjectReader) -> [Ulimit] {
    keys.entries("ulimits").compactMap { entry in
      if let both = entry.value.locatedInteger {
        return Ulimit(name: entry.key, soft: both, hard: both, isOne: true)
      }
      let limits = ObjectReader(entry.value, as: Language.ulimit)
      guard let soft = limits.integer("soft"), let hard = limits.integer("hard") else { return nil }
      return Ulimit(name: entry.key, soft: soft, hard: hard, isOne: false)
    }
  }
}

extension Toleration {
  static func all(_ keys: ObjectReader) -> [Toleration] {
    (keys.node("tolerations")?.items ?? []).compactMap { item in
      let keys = ObjectReader(item, as: Language.toleration)
      return keys.text("key").map {
        Toleration(key: $0, value: keys.text("value"), effect: keys.choice("effect"))
      }
    }
  }
}

extension Sysctl {
  static func all(_ keys: ObjectReader) -> [Sysctl] {
    keys.entries("sysctls").compactMap { entry in
      entry.value.locatedText.map { Sysctl(name: entry.key, value: $0) }
    }
  }
}

extension Logging {
  init?(_ entry: YAMLEntry?) {
    guard let entry, let shape = Language.logging.object else { return nil }
    if entry.value.scalar != nil {
      self.init(range: entry.opening, isEngines: true, driver: nil, options: [])
    } else {
      let keys = ObjectReader(entry.value, as: shape)
      self.init(
        range: entry.opening, isEngines: false, driver: keys.text("driver"),
        options: Label.all("options", keys))
    }
  }
}
