internal import Diagnostics
internal import YAMLReading

extension Volume {
  init(_ entry: YAMLEntry) {
    let keys = ObjectReader(entry.value, as: Language.volume)
    self.init(
      name: entry.key, range: entry.opening, access: keys.choice("access"),
      size: keys.size("size"), storageClass: keys.text("storageClass"),
      driver: keys.text("driver"), options: Label.all("options", keys),
      adoptedName: keys.template("name"), external: keys.boolean("external"),
      perVersion: keys.boolean("perVersion"), node: keys.text("node"))
  }
}

extension Secret {
  /// A secret whose source can't be told is kept, so that those who use it know it: the fault is
  /// reported, and nothing is planned.
  init(_ entry: YAMLEntry, into log: inout DiagnosticLog) {
    let keys = ObjectReader(entry.value, as: Language.secret)
    var source: Source?
    if entry.value.entries != nil,
      let chosen = ExcludingKeys.one(keys, at: entry.key.range, into: &log)
    {
      switch chosen.key.value {
      case "env": source = keys.text("env").map(Source.variable)
      case "file": source = keys.text("file").map(Source.file)
      default: source = keys.text("external").map(Source.external)
      }
    }
    self.init(
      name: entry.key, range: entry.opening, source: source ?? .external(entry.key))
  }
}
