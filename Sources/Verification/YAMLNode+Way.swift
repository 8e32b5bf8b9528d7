import Diagnostics
import YAMLReading

extension YAMLNode {
  /// What stands at the end of a way into a document, keys from the outside in; `[name]` is the
  /// item of that name in a list.
  func node(at way: ArraySlice<String>) -> YAMLNode? {
    guard let key = way.first else { return self }
    let inner = key.hasPrefix("[") ? items?.first { $0.isNamed(key) } : self[key]
    return inner?.node(at: way.dropFirst())
  }

  private func isNamed(_ key: String) -> Bool {
    self["name"]?.scalar.map { "[\($0.text)]" } == key
  }

  /// A map without one of its keys.
  func without(_ key: String) -> YAMLNode {
    guard let entries else { return self }
    return YAMLNode(.mapping(entries.filter { $0.key.value != key }), at: range)
  }
}
