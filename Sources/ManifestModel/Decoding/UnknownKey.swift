internal import Diagnostics
internal import YAMLReading

/// Says of a key that its map does not have what the writer most likely meant.
struct UnknownKey {
  private let object: ObjectShape
  private let subject: ShapeValidator.Subject
  private let names: [String]
  /// Those that are not written: a near name that is can't be what was meant.
  private let free: [String]

  init(in object: ObjectShape, of subject: ShapeValidator.Subject, among entries: [YAMLEntry]) {
    self.object = object
    self.subject = subject
    names = object.keys.map(\.name)
    let written = Set(entries.map(\.key.value))
    free = names.filter { !written.contains($0) }
  }

  /// - Returns: the key that was most likely meant.
  func report(_ entry: YAMLEntry, into log: inout DiagnosticLog) -> String? {
    let key = entry.key
    log.error(
      .unknownKey, at: key.range, "\(subject.owner(object)) has no key \(key.value.quoted)",
      help: help(for: key.value), fix: fix(of: entry))
    return NearName.closest(to: key.value, among: names)
      ?? Language.foreignNames[key.value].flatMap { names.contains($0.key) ? $0.key : nil }
  }

  /// A rename to the one key that is near, or to what a foreign word is called here, where the value
  /// is one of that key's.
  private func fix(of entry: YAMLEntry) -> Fix? {
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

  private func help(for key: String) -> String? {
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
