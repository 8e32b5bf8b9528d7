internal import Diagnostics

/// Makes nodes of events in one pass, and checks what libyaml's events leave open: duplicate keys,
/// aliases, merge keys, tags, and limits.
struct YAMLComposer: ~Copyable {
  enum Outcome {
    case document(YAMLNode)
    case end
    /// What follows can't be read; the reason is in the log.
    case stopped
  }

  private struct Anchor {
    /// `nil` while its value is being read.
    let node: YAMLNode?
    let range: SourceRange
    /// Values that it stands for, itself included.
    let count: Int
    /// Collections inside each other.
    let height: Int
  }

  private let file: SourceFile
  private let limits: YAMLLimits
  private var events: EventStream
  private var anchors: [String: Anchor] = [:]
  private var count = 0
  private var deepest = 0
  /// Where the last thing ended that has an end of its own: a block collection ends there too.
  private var lastEnd = SourceMark(line: 1, column: 1)
  private var skipper: PropertySkipper?
  private(set) var isStopped = false

  init(_ file: SourceFile, from offset: Int, limits: YAMLLimits) {
    self.file = file
    self.limits = limits
    events = EventStream(file, from: offset)
  }

  mutating func nextDocument(into log: inout DiagnosticLog) -> Outcome {
    anchors = [:]
    while let event = events.next(into: &log) {
      switch event.content {
      case .streamEnd: return .end
      case .streamStart, .documentEnd, .documentStart: continue
      default:
        guard let node = compose(event, depth: 0, into: &log) else { return stop() }
        return .document(node)
      }
    }
    return stop()
  }

  /// After the one document that there may be.
  mutating func requireEnd(into log: inout DiagnosticLog) {
    while let event = events.next(into: &log) {
      if case .documentStart = event.content {
        log.error(
          .severalDocuments, at: range(event.start, event.end),
          "a second document begins here, and a file holds one", help: "remove '---'")
        return
      }
    }
  }

  private mutating func stop() -> Outcome {
    isStopped = true
    return .stopped
  }

  private func range(_ start: SourceMark, _ end: SourceMark) -> SourceRange {
    SourceRange(file: file, start: start, end: end)
  }

  // MARK: Values

  /// `nil` where reading has to stop.
  private mutating func compose(
    _ event: YAMLEvent, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    count += 1
    guard count <= limits.nodes else { return tooMany(at: event, into: &log) }
    switch event.content {
    case .scalar(let text, let isPlain, let properties):
      return scalar(text, isPlain: isPlain, properties, of: event, into: &log)
    case .mappingStart(let isFlow, let properties):
      return collection(properties, of: event, depth: depth, into: &log) { composer, start, log in
        composer.mapping(start, isFlow: isFlow, depth: depth + 1, into: &log)
      }
    case .sequenceStart(let isFlow, let properties):
      return collection(properties, of: event, depth: depth, into: &log) { composer, start, log in
        composer.sequence(start, isFlow: isFlow, depth: depth + 1, into: &log)
      }
    case .alias(let name):
      return alias(name, of: event, depth: depth, into: &log)
    default:
      preconditionFailure("libyaml sent a node's events out of order")
    }
  }

  private mutating func scalar(
    _ text: String, isPlain: Bool, _ properties: NodeProperties, of event: YAMLEvent,
    into log: inout DiagnosticLog
  ) -> YAMLNode {
    lastEnd = event.end
    if properties.isEmpty {
      let kind = isPlain ? CoreSchema.kind(of: text) : .text
      return YAMLNode(
        .scalar(YAMLScalar(text: text, kind: kind, isPlain: isPlain)),
        at: range(event.start, event.end))
    }
    let place = range(min(contentStart(event.start), event.end), event.end)
    let scalar = tagged(text, isPlain: isPlain, properties.tag, of: event, into: &log)
    let node = YAMLNode(.scalar(scalar), at: place)
    if let name = properties.anchor {
      anchors[name] = Anchor(node: node, range: place, count: 1, height: 0)
    }
    return node
  }

  private func tagged(
    _ text: String, isPlain: Bool, _ tag: String?, of event: YAMLEvent,
    into log: inout DiagnosticLog
  ) -> YAMLScalar {
    guard let tag else {
      let kind = isPlain ? CoreSchema.kind(of: text) : .text
      return YAMLScalar(text: text, kind: kind, isPlain: isPlain)
    }
    if tag == "!" { return YAMLScalar(text: text, kind: .text, isPlain: false) }
    if let kind = NodeTag(resolved: tag)?.kind(of: text) {
      return YAMLScalar(text: text, kind: kind, isPlain: false)
    }
    reportTag(tag, at: range(event.start, event.end), on: text.quoted, into: &log)
    return YAMLScalar(text: text, kind: .text, isPlain: false)
  }

  /// What lists and maps have in common: limits, anchor, tag.
  private mutating func collection(
    _ properties: NodeProperties, of event: YAMLEvent, depth: Int, into log: inout DiagnosticLog,
    _ body: (inout YAMLComposer, SourceMark, inout DiagnosticLog) -> YAMLNode?
  ) -> YAMLNode? {
    guard depth < limits.depth else { return tooDeep(at: event, into: &log) }
    deepest = max(deepest, depth + 1)
    if properties.isEmpty { return body(&self, event.start, &log) }
    let start = contentStart(event.start)
    if let tag = properties.tag, tag != "!" { checkTag(tag, of: event, start, into: &log) }
    guard let name = properties.anchor else { return body(&self, start, &log) }
    anchors[name] = Anchor(node: nil, range: range(event.start, start), count: 0, height: 0)
    let (countBefore, deepestBefore) = (count - 1, deepest)
    deepest = depth + 1
    guard let node = body(&self, start, &log) else { return nil }
    anchors[name] = Anchor(
      node: node, range: node.range, count: count - countBefore, height: deepest - depth)
    deepest = max(deepest, deepestBefore)
    return node
  }

  private mutating func sequence(
    _ start: SourceMark, isFlow: Bool, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    var items: [YAMLNode] = []
    while let event = events.next(into: &log) {
      if case .sequenceEnd = event.content {
        if isFlow { lastEnd = event.end }
        return YAMLNode(.sequence(items), at: range(start, lastEnd))
      }
      guard let item = compose(event, depth: depth, into: &log) else { return nil }
      items.append(item)
    }
    return nil
  }

  private mutating func mapping(
    _ start: SourceMark, isFlow: Bool, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    var builder = MappingBuilder()
    while let event = events.next(into: &log) {
      if case .mappingEnd = event.content {
        if isFlow { lastEnd = event.end }
        return YAMLNode(.mapping(builder.finish()), at: range(start, lastEnd))
      }
      guard entry(event, of: &builder, depth: depth, into: &log) else { return nil }
    }
    return nil
  }

  // MARK: Entries of maps

  /// Reads a key, whose first event is given, and its value.
  ///
  /// - Returns: whether reading can go on.
  private mutating func entry(
    _ event: YAMLEvent, of builder: inout MappingBuilder, depth: Int,
    into log: inout DiagnosticLog
  ) -> Bool {
    guard let key = key(event, depth: depth, into: &log),
      let next = events.next(into: &log),
      let value = compose(next, depth: depth, into: &log)
    else { return false }
    switch key {
    case .none: break
    case .merge(let place):
      if let first = builder.beginMerge(at: place) {
        log.error(
          .duplicateKey, at: place, "'<<' is given twice", help: "write <<: [*one, *other]",
          notes: [Diagnostic.Note("first given here", at: first)])
      } else {
        builder.merge(merged(value, into: &log))
      }
    case .text(let key):
      if let first = builder.existing(key.value) {
        log.error(
          .duplicateKey, at: key.range, "\(key.value.quoted) is given twice",
          notes: [Diagnostic.Note("first given here", at: first)])
      } else {
        builder.append(YAMLEntry(key: key, value: value))
      }
    }
    return true
  }

  private enum Key {
    case text(Located<String>)
    case merge(SourceRange)
    /// Not usable; the reason is in the log.
    case none
  }

  private mutating func key(
    _ event: YAMLEvent, depth: Int, into log: inout DiagnosticLog
  ) -> Key? {
    if case .scalar(let text, let isPlain, let properties) = event.content, properties.isEmpty,
      !text.isEmpty
    {
      lastEnd = event.end
      let place = range(event.start, event.end)
      return isPlain && text == "<<" ? .merge(place) : .text(Located(text, at: place))
    }
    guard let node = compose(event, depth: depth, into: &log) else { return nil }
    var place = node.range
    if case .alias = event.content { place = range(event.start, event.end) }
    switch node.content {
    case .scalar(let scalar) where scalar.text.isEmpty && scalar.isPlain:
      log.error(.complexKey, at: place, "a key can't be empty")
    case .scalar(let scalar):
      return .text(Located(scalar.text, at: place))
    case .sequence, .mapping:
      log.error(
        .complexKey, at: place, "a key can't be a list or a map",
        help: "write text; in quotes where it begins with '[' or '{'")
    }
    return Key.none
  }

  private func merged(_ value: YAMLNode, into log: inout DiagnosticLog) -> [[YAMLEntry]] {
    if let entries = value.entries { return [entries] }
    let mappings = value.items?.compactMap(\.entries)
    guard let mappings, mappings.count == value.items?.count else {
      log.error(
        .badMerge, at: value.range, "'<<' takes a map or a list of maps",
        help: "write an alias of a map: <<: *name")
      return mappings ?? []
    }
    return mappings
  }

  // MARK: Anchors and tags

  private mutating func alias(
    _ name: String, of event: YAMLEvent, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    lastEnd = event.end
    let place = range(event.start, event.end)
    let missing = YAMLNode(
      .scalar(YAMLScalar(text: "", kind: .null, isPlain: true)), at: place)
    guard let anchor = anchors[name] else {
      log.error(
        .unknownAlias, at: place, "no anchor '&\(name)' stands before its alias",
        help: NearName.closest(to: name, among: anchors.keys.sorted()).map {
          "did you mean '*\($0)'?"
        } ?? "quote a value that begins with '*'")
      return missing
    }
    guard let node = anchor.node else {
      log.error(
        .selfReference, at: place, "alias '*\(name)' stands inside of the value that it stands for",
        notes: [Diagnostic.Note("the value begins here", at: anchor.range)])
      return missing
    }
    count += anchor.count - 1
    guard count <= limits.nodes else { return tooMany(at: event, into: &log) }
    guard depth + anchor.height <= limits.depth else { return tooDeep(at: event, into: &log) }
    deepest = max(deepest, depth + anchor.height)
    return node
  }

  private mutating func contentStart(_ mark: SourceMark) -> SourceMark {
    let skipper = self.skipper ?? PropertySkipper(file)
    self.skipper = skipper
    return skipper.contentStart(from: mark)
  }

  private func checkTag(
    _ tag: String, of event: YAMLEvent, _ end: SourceMark, into log: inout DiagnosticLog
  ) {
    switch (NodeTag(resolved: tag), event.content) {
    case (.mapping, .mappingStart), (.sequence, .sequenceStart): return
    case (_, .mappingStart): reportTag(tag, at: range(event.start, end), on: "a map", into: &log)
    default: reportTag(tag, at: range(event.start, end), on: "a list", into: &log)
    }
  }

  private func reportTag(
    _ tag: String, at place: SourceRange, on value: String, into log: inout DiagnosticLog
  ) {
    let spelling = NodeTag.spelling(tag).quoted
    let isKnown = NodeTag(resolved: tag) != nil
    log.error(
      .badTag, at: place,
      isKnown ? "tag \(spelling) does not fit \(value)" : "unknown tag \(spelling)",
      help: isKnown
        ? "remove the tag" : "remove the tag, or quote a value that begins with '!'")
  }

  // MARK: Limits

  private func tooMany(at event: YAMLEvent, into log: inout DiagnosticLog) -> YAMLNode? {
    log.error(
      .tooManyValues, at: range(event.start, event.end),
      "more than \(limits.nodes) values, aliases counted as what they stand for")
    return nil
  }

  private func tooDeep(at event: YAMLEvent, into log: inout DiagnosticLog) -> YAMLNode? {
    log.error(
      .nestingTooDeep, at: range(event.start, event.end),
      "more than \(limits.depth) maps and lists inside each other")
    return nil
  }
}
