import Diagnostics
import YAMLReading

/// Ways into a document, keys from the outside in; `[name]` is the item of that name in a list.
extension YAMLNode {
  /// Without what lies at the end of `way`. Maps and lists that are empty then go too, and items of
  /// which nothing but the name is left.
  func removing(_ way: ArraySlice<String>) -> YAMLNode {
    guard let key = way.first else { return self }
    if let items, key.hasPrefix("[") {
      let kept = items.compactMap { item in
        item.isNamed(key) ? item.removed(way).flatMap { $0.isNameAlone ? nil : $0 } : item
      }
      return YAMLNode(.sequence(kept), at: range)
    }
    guard let entries else { return self }
    let kept: [YAMLEntry] = entries.compactMap { entry in
      guard entry.key.value == key else { return entry }
      return entry.value.removed(way).map { YAMLEntry(key: entry.key, value: $0) }
    }
    return YAMLNode(.mapping(kept), at: range)
  }

  /// A part whose own key is the first of `way`; `nil` where nothing of it is left.
  private func removed(_ way: ArraySlice<String>) -> YAMLNode? {
    guard way.count > 1 else { return nil }
    let inner = removing(way.dropFirst())
    if inner.entries?.isEmpty == true || inner.items?.isEmpty == true { return nil }
    return inner
  }

  func node(at way: ArraySlice<String>) -> YAMLNode? {
    guard let key = way.first else { return self }
    let inner = key.hasPrefix("[") ? items?.first { $0.isNamed(key) } : self[key]
    return inner?.node(at: way.dropFirst())
  }

  private var isNameAlone: Bool { entries?.count == 1 && self["name"] != nil }

  private func isNamed(_ key: String) -> Bool {
    self["name"]?.scalar.map { "[\($0.text)]" } == key
  }
}
