import Diagnostics
import YAMLReading

extension YAMLNode {
  /// Without what lies at the end of `way`, keys from the outside in.
  func removing(_ way: ArraySlice<String>) -> YAMLNode {
    guard let key = way.first, let entries else { return self }
    let kept: [YAMLEntry] = entries.compactMap { entry in
      guard entry.key.value == key else { return entry }
      guard way.count > 1 else { return nil }
      let inner = entry.value.removing(way.dropFirst())
      if inner.entries?.isEmpty == true { return nil }
      return YAMLEntry(key: entry.key, value: inner)
    }
    return YAMLNode(.mapping(kept), at: range)
  }
}
