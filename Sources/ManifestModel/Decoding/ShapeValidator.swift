internal import Diagnostics
internal import YAMLReading

/// Holds a tree against the description of the language, and reports every fault of form with its
/// exact place.
///
/// What it lets pass is what decoding relies on; decoding takes a faulty value for one that is not
/// written and says nothing more about it.
package struct ShapeValidator {
  enum Mode {
    /// Required keys must be there, and every key has a value.
    case whole
    /// As `whole`, but what is missing comes from elsewhere.
    case partial
    /// A part that is merged into another: `null` removes, and nothing is required.
    case overlay
    /// Only that required keys are there: for what was merged of parts that are looked at already.
    case merged
  }

  /// What a message calls the value that it speaks of.
  struct Subject {
    /// The key that holds it, `nil` at the top level.
    let key: Located<String>?
    let isItem: Bool

    static let root = Subject(key: nil, isItem: false)

    var name: String {
      guard let key else { return "a manifest" }
      return isItem ? "an item of \(key.value.quoted)" : key.value.quoted
    }

    /// What has or lacks a key: `a service`, or the key where it is the only one of its kind.
    func owner(_ object: ObjectShape) -> String {
      let isOneOfMany = object.name.hasPrefix("a ") || object.name.hasPrefix("an ")
      return isOneOfMany || key == nil ? object.name : name
    }
  }

  let mode: Mode

  /// A manifest that people wrote has fewer; after as many, what stands below is not looked at, so
  /// that hostile input takes no time.
  package static let mostFaults = 1000

  func validate(
    _ node: YAMLNode, as shape: Shape, _ subject: Subject = .root, into log: inout DiagnosticLog
  ) {
    if case .anything = shape { return }
    if node.isNull {
      if mode == .whole || mode == .partial || subject.isItem {
        reportNull(node, shape, subject, into: &log)
      }
      return
    }
    guard let resolved = shape.resolved(for: node.kind) else {
      if mode != .merged { reportKind(node, shape, subject, into: &log) }
      return
    }
    switch (node.content, resolved) {
    case (.scalar(let scalar), _):
      if mode != .merged { validate(scalar, node, as: resolved, subject, into: &log) }
    case (.sequence(let items), .list(let shape)):
      let itemSubject = Subject(key: subject.key, isItem: true)
      if mode == .merged { return }
      for item in items where log.count < Self.mostFaults {
        validate(item, as: shape, itemSubject, into: &log)
      }
    case (.mapping(let entries), .map(let form, let values)):
      validate(entries, names: form, values, subject, into: &log)
    case (.mapping(let entries), .object(let object)):
      validate(entries, as: object, subject, of: node, into: &log)
    default: preconditionFailure("a shape was chosen that this kind of node can't have")
    }
  }

  private func validate(
    _ entries: [YAMLEntry], names form: TextForm, _ values: Shape, _ subject: Subject,
    into log: inout DiagnosticLog
  ) {
    for entry in entries {
      guard log.count < Self.mostFaults else { return }
      if mode != .merged { validateName(entry.key, form, of: subject, into: &log) }
      if entry.isBare, Self.takesBareName(entry.key.value, form, values) { continue }
      validate(entry.value, as: values, Subject(key: entry.key, isItem: false), into: &log)
    }
  }

  private func validate(
    _ entries: [YAMLEntry], as object: ObjectShape, _ subject: Subject, of node: YAMLNode,
    into log: inout DiagnosticLog
  ) {
    let overlay = ShapeValidator(mode: .overlay)
    var unknown: UnknownKey?
    var meant: [String] = []
    for entry in entries {
      guard log.count < Self.mostFaults else { return }
      guard let key = object.key(entry.key.value) else {
        if mode != .merged, !object.isExtension(entry.key.value) {
          let reporter = unknown ?? UnknownKey(in: object, of: subject, among: entries)
          unknown = reporter
          if let name = reporter.report(entry, into: &log) { meant.append(name) }
        }
        continue
      }
      (key.isOverlay ? overlay : self).validate(
        entry.value, as: key.shape, Subject(key: entry.key, isItem: false), into: &log)
    }
    guard mode == .whole || mode == .merged else { return }
    for key in object.keys where key.isRequired && !meant.contains(key.name) {
      guard !entries.contains(where: { $0.key.value == key.name }) else { continue }
      log.error(
        .missingKey, at: subject.key?.range ?? entries.first?.key.range ?? node.headRange,
        "\(subject.owner(object)) needs the key \(key.name.quoted)",
        help: "add \(key.name): \(key.shape.expectation)")
    }
  }

  private func reportNull(
    _ node: YAMLNode, _ shape: Shape, _ subject: Subject, into log: inout DiagnosticLog
  ) {
    // What an alias without an anchor leaves; that it has none is reported already.
    if node.scalar?.text.isEmpty == true, node.range.start != node.range.end { return }
    let place = node.range.start == node.range.end && !subject.isItem ? subject.key?.range : nil
    var help = "write \(shape.firstAlternative.expectation)"
    var fix: Fix?
    if case .text(let form) = shape, form.mayBeEmpty {
      help = "write \"\" for an empty value"
      if let text = node.scalar?.text, !text.isEmpty { help += ", or \"\(text)\" for the text" }
    }
    if case .object(let object) = shape, object.alternatives.isEmpty,
      object.keys.allSatisfy({ !$0.isRequired })
    {
      help = "write {} for the defaults, or its keys"
      fix = emptyMap(at: node)
    }
    log.error(
      .noValue, at: place ?? node.range, "\(subject.name) has no value", help: help, fix: fix)
  }
}

extension ShapeValidator {
  /// As Compose writes them, `data:` alone is a volume with the defaults, and `TZ:` alone a variable
  /// that is passed on. The deployment's variables have no dots.
  static func takesBareName(_ name: String, _ form: TextForm, _ values: Shape) -> Bool {
    switch (form.pattern, values) {
    case (.volumeName, .object(let object)): object.name == Language.volume.name
    case (.dnsLabel, .object(let object)): object.name == Language.network.name
    case (.environmentName, .text): TextForm.Pattern.variableName.matches(name)
    default: false
    }
  }

  /// `data:` alone is how Compose writes a volume with the defaults.
  private func emptyMap(at node: YAMLNode) -> Fix? {
    guard node.range.start == node.range.end else { return Fix(replacing: node.range, with: "{}") }
    return Fix(replacing: node.range, with: " {}")
  }
}

extension YAMLNode {
  var kind: NodeKind {
    switch content {
    case .scalar: .scalar
    case .sequence: .list
    case .mapping: .mapping
    }
  }

  /// The part of a node that a fault of the whole is shown at: its first line.
  var headRange: SourceRange {
    guard range.start.line != range.end.line else { return range }
    switch content {
    case .scalar: return range
    case .sequence(let items):
      guard let first = items.first, first.range.start.line == range.start.line else { break }
      return SourceRange(
        file: range.file, start: range.start, end: max(first.headRange.end, range.start))
    case .mapping(let entries):
      if let first = entries.first, first.key.range.start == range.start { return first.key.range }
    }
    let end = SourceMark(line: range.start.line, column: range.start.column + 1)
    return SourceRange(file: range.file, start: range.start, end: end)
  }
}
