internal import Diagnostics

/// The entries of maps: their keys, and `<<`.
extension YAMLComposer {
  /// Reads a key, whose first event is the current one, and its value.
  ///
  /// - Returns: whether reading can go on.
  mutating func entry(
    _ event: YAMLEvent, of builder: inout MappingBuilder, depth: Int,
    into log: inout DiagnosticLog
  ) -> Bool {
    guard event == .scalar, !events.hasProperties else {
      return unusualEntry(event, of: &builder, depth: depth, into: &log)
    }
    let text = events.text
    let place = place
    lastEnd = place.end
    if text == "<<", events.isPlain {
      return merge(at: place, of: &builder, depth: depth, into: &log)
    }
    if text.isEmpty, events.isPlain {
      fault(.complexKey, at: place, "a key can't be empty", into: &log)
      return value(depth: depth, into: &log) != nil
    }
    guard let value = value(depth: depth, into: &log) else { return false }
    add(Located(text, at: place), value, to: &builder, into: &log)
    return true
  }

  private mutating func value(depth: Int, into log: inout DiagnosticLog) -> YAMLNode? {
    guard let event = events.next(into: &log) else { return nil }
    if event == .scalar, events.start.line > lastEnd.line, events.isEmptyPlace {
      // The value of `? key` without a colon: libyaml places it where the next thing begins, which
      // can be lines later, or beyond the text.
      count += 1
      return YAMLNode(.scalar(YAMLScalar("", isPlain: true)), at: range(lastEnd, lastEnd))
    }
    return compose(event, depth: depth, into: &log)
  }

  private mutating func add(
    _ key: Located<String>, _ value: YAMLNode, to builder: inout MappingBuilder,
    into log: inout DiagnosticLog
  ) {
    guard let first = builder.existing(key.value) else {
      return builder.append(YAMLEntry(key: key, value: value))
    }
    fault(
      .duplicateKey, at: key.range, "\(key.value.quoted) is given twice",
      notes: [Diagnostic.Note("first given here", at: first)], into: &log)
  }

  /// One whose key is an alias, has an anchor or a tag, or is a list or a map.
  private mutating func unusualEntry(
    _ event: YAMLEvent, of builder: inout MappingBuilder, depth: Int,
    into log: inout DiagnosticLog
  ) -> Bool {
    let keyPlace = place
    guard let key = compose(event, depth: depth, into: &log) else { return false }
    let range = event == .alias ? keyPlace : key.range
    switch key.content {
    case .scalar(let scalar) where scalar.text.isEmpty:
      fault(.complexKey, at: range, "a key can't be empty", into: &log)
      return value(depth: depth, into: &log) != nil
    case .scalar(let scalar):
      guard let value = value(depth: depth, into: &log) else { return false }
      add(Located(scalar.text, at: range), value, to: &builder, into: &log)
      return true
    case .sequence, .mapping:
      fault(
        .complexKey, at: range, "a key can't be a list or a map",
        help: "write text; in quotes where it begins with '[' or '{'", into: &log)
      return value(depth: depth, into: &log) != nil
    }
  }

  private mutating func merge(
    at place: SourceRange, of builder: inout MappingBuilder, depth: Int,
    into log: inout DiagnosticLog
  ) -> Bool {
    guard let event = events.next(into: &log) else { return false }
    let opening = self.place
    guard let value = compose(event, depth: depth, into: &log) else { return false }
    let valuePlace = event == .scalar ? value.range : opening
    if let first = builder.beginMerge(at: place) {
      fault(
        .duplicateKey, at: place, "'<<' is given twice", help: "write <<: [*one, *other]",
        notes: [Diagnostic.Note("first given here", at: first)], into: &log)
      return true
    }
    let items = value.items ?? [value]
    let mappings = items.compactMap(\.entries)
    if mappings.count < items.count {
      fault(
        .badMerge, at: valuePlace, "'<<' takes a map or a list of maps",
        help: "write an alias of a map: <<: *name", into: &log)
    }
    builder.merge(mappings)
    return true
  }
}
