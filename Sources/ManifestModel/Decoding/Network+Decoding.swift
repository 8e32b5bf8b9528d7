internal import Diagnostics
internal import YAMLReading

extension Network {
  init(_ entry: YAMLEntry) {
    let keys = ObjectReader(entry.value, as: Language.network)
    self.init(
      key: entry.key, isInternal: keys.boolean("internal"), isExternal: keys.boolean("external"),
      name: keys.text("name"))
  }
}
