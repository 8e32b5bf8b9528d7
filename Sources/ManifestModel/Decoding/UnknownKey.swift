internal import Diagnostics
internal import YAMLReading

/// Says of a key that its map does not have what the writer most likely meant.
enum UnknownKey {
  static func report(
    _ key: Located<String>, in object: ObjectShape, among entries: [YAMLEntry],
    into log: inout DiagnosticLog
  ) {
    log.error(
      .unknownKey, at: key.range, "\(object.name) has no key \(key.value.quoted)",
      help: help(for: key.value, in: object, among: entries))
  }

  private static func help(
    for key: String, in object: ObjectShape, among entries: [YAMLEntry]
  ) -> String? {
    let names = object.keys.map(\.name)
    // A near name that is already written can't be what was meant.
    let free = names.filter { name in !entries.contains { $0.key.value == name } }
    if let near = NearName.closest(to: key, among: free) { return "did you mean '\(near)'?" }
    if let other = Language.foreignNames[key] {
      if names.contains(other.key) { return "did you mean '\(other.key)'?" }
      if let hint = other.hint { return hint }
    }
    let owners = Language.objects.filter { $0.key(key) != nil }.map(\.name)
    if let owner = owners.first { return "'\(key)' is a key of \(owner)" }
    return names.count <= 12 ? "it takes \(Shape.alternatives(names))" : nil
  }
}
