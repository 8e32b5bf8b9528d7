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

  /// What is wrong below a key that certainly goes by another name here is told in the same run.
  ///
  /// - Returns: the key that was most likely meant.
  func report(_ entry: YAMLEntry, into log: inout DiagnosticLog) -> String? {
    let key = entry.key
    let fix = fix(of: entry)
    let hint = fix == nil ? Language.foreignNames[key.value]?.hint : nil
    log.error(
      .unknownKey, at: key.range, "\(subject.owner(object)) has no key \(key.value.quoted)",
      help: help(for: entry, hint: hint), fix: fix)
    let foreign = Language.foreignNames[key.value].flatMap {
      names.contains($0.key) ? $0.key : nil
    }
    let same = free.first { Self.letters(of: $0) == Self.letters(of: key.value) }
    if let name = same ?? (hint == nil ? foreign : nil), free.contains(name),
      let shape = object.key(name)?.shape
    {
      ShapeValidator(mode: .whole).validate(
        entry.value, as: shape,
        ShapeValidator.Subject(key: Located(name, at: key.range), isItem: false), into: &log)
    }
    return NearName.closest(to: key.value, among: names) ?? foreign
  }

  /// `depends_on` is `dependsOn`.
  private static func letters(of name: String) -> String {
    name.filter { $0 != "_" && $0 != "-" }.lowercased()
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

  /// - Parameter hint: what to write for a foreign word's value, which its key here does not take.
  private func help(for entry: YAMLEntry, hint: String?) -> String? {
    let key = entry.key.value
    if let hint = Language.composeNames[object.name]?[key] { return hint }
    if let patch = Language.patch(
      of: key, Self.text(of: entry.value), in: object.name, named: subject.key?.value)
    {
      return patch
    }
    if let near = NearName.closest(to: key, among: free) { return "did you mean '\(near)'?" }
    if let reason = Language.absentKeys[object.name]?[key] { return reason }
    if let hint { return hint }
    if let other = Language.foreignNames[key], names.contains(other.key) {
      return "did you mean '\(other.key)'?"
    }
    let owners = Language.objects.filter { $0.key(key) != nil }.map(\.name)
    if owners.count == 1 { return "'\(key)' is a key of \(owners[0])" }
    return names.count <= 12 ? "it takes \(Shape.alternatives(names))" : nil
  }

  /// What a patch would say, where that is short.
  private static func text(of value: YAMLNode) -> String {
    func short(_ node: YAMLNode) -> String? {
      guard let scalar = node.scalar, scalar.text.utf8.count < 40,
        !scalar.text.contains(where: { ",:{}[]#\"'\\".contains($0) || $0.isNewline })
      else { return nil }
      return scalar.isPlain ? scalar.text : "\"\(scalar.text)\""
    }
    if let text = short(value) { return text }
    guard let items = value.items, (1...4).contains(items.count) else { return "…" }
    let texts = items.compactMap(short)
    return texts.count == items.count ? "[\(texts.joined(separator: ", "))]" : "…"
  }
}
