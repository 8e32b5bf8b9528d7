internal import Diagnostics
internal import YAMLReading

/// Says of a key that its map does not have what the writer most likely meant.
enum UnknownKey {
  /// - Returns: the key that was most likely meant.
  static func report(
    _ entry: YAMLEntry, in object: ObjectShape, of subject: ShapeValidator.Subject,
    among entries: [YAMLEntry], into log: inout DiagnosticLog
  ) -> String? {
    let key = entry.key
    log.error(
      .unknownKey, at: key.range, "\(subject.owner(object)) has no key \(key.value.quoted)",
      help: help(for: key.value, in: object, among: entries),
      fix: fix(of: entry, in: object, among: entries))
    let names = object.keys.map(\.name)
    return NearName.closest(to: key.value, among: names)
      ?? Language.foreignNames[key.value].flatMap { names.contains($0.key) ? $0.key : nil }
  }

  /// A rename to the one key that is near, or to what a foreign word is called here, where the value
  /// is one of that key's.
  private static func fix(
    of entry: YAMLEntry, in object: ObjectShape, among entries: [YAMLEntry]
  ) -> Fix? {
    let free = object.keys.map(\.name).filter { name in
      !entries.contains { $0.key.value == name }
    }
    if let near = NearName.only(to: entry.key.value, among: free) {
      return Fix(replacing: entry.key.range, with: near)
    }
    guard let name = Language.foreignNames[entry.key.value]?.key, free.contains(name),
      let shape = object.key(name)?.shape
    else { return nil }
    var faults = DiagnosticLog()
    ShapeValidator(mode: .overlay).validate(entry.value, as: shape, into: &faults)
    return faults.hasErrors ? nil : Fix(replacing: entry.key.range, with: name)
  }

  private static func help(
    for key: String, in object: ObjectShape, among entries: [YAMLEntry]
  ) -> String? {
    let names = object.keys.map(\.name)
    // A near name that is already written can't be what was meant.
    let free = names.filter { name in !entries.contains { $0.key.value == name } }
    if let near = NearName.closest(to: key, among: free) { return "did you mean '\(near)'?" }
    if let reason = Language.absentKeys[object.name]?[key] { return reason }
    if let other = Language.foreignNames[key] {
      if names.contains(other.key) { return "did you mean '\(other.key)'?" }
      if let hint = other.hint { return hint }
    }
    let owners = Language.objects.filter { $0.key(key) != nil }.map(\.name)
    if owners.count == 1 { return "'\(key)' is a key of \(owners[0])" }
    return names.count <= 12 ? "it takes \(Shape.alternatives(names))" : nil
  }
}
