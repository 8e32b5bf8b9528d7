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

  struct Anchor {
    /// `nil` while its value is being read.
    let node: YAMLNode?
    let range: SourceRange
    /// Values that it stands for, itself included.
    let count: Int
    /// Collections inside each other.
    let height: Int
  }

  private static let mostFaults = 100

  let file: SourceFile
  let limits: YAMLLimits
  var events: EventStream
  var anchors: [String: Anchor] = [:]
  /// Values so far, aliases counted as what they stand for.
  var count = 0
  var deepest = 0
  /// Where the last thing ended that has an end of its own: a block collection ends there too.
  var lastEnd = SourceMark(line: 1, column: 1)
  var skipper: PropertySkipper?
  private var endOfText: SourceMark?
  private var faults = 0
  private(set) var isStopped = false

  init(_ file: SourceFile, from offset: Int, limits: YAMLLimits) {
    self.file = file
    self.limits = limits
    events = EventStream(file, from: offset)
  }

  mutating func nextDocument(into log: inout DiagnosticLog) -> Outcome {
    anchors = [:]
    while let event = events.next(into: &log) {
      switch event {
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
      if event == .documentStart {
        log.error(
          .severalDocuments, at: place,
          "a second document begins here, and a file holds one", help: "remove '---'")
        return
      }
    }
  }

  /// A value that is not there, at the end of a text whose last line is not ended, is for libyaml
  /// on the line after that; here the place is where the text ends.
  private mutating func inText(_ mark: SourceMark) -> SourceMark {
    guard mark.column == 1, let last = file.bytes.last, last != 0x0A, last != 0x0D else {
      return mark
    }
    let end = endOfText ?? LineTable(file).mark(atByte: file.bytes.count)
    endOfText = end
    return min(mark, end)
  }

  private mutating func stop() -> Outcome {
    isStopped = true
    return .stopped
  }

  func range(_ start: SourceMark, _ end: SourceMark) -> SourceRange {
    SourceRange(file: file, start: start, end: end)
  }

  /// Logs a fault that leaves the rest readable, up to a hundred: a hostile text has a million.
  mutating func fault(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, help: String? = nil,
    notes: [Diagnostic.Note] = [], into log: inout DiagnosticLog
  ) {
    faults += 1
    if !hasTooManyFaults { log.error(code, at: range, message, help: help, notes: notes) }
  }

  private var hasTooManyFaults: Bool { faults > Self.mostFaults }

  /// Of the current event.
  var place: SourceRange { range(events.start, events.end) }

  // MARK: Values

  /// Reads the value whose first event is the current one; `nil` where reading has to stop.
  mutating func compose(
    _ event: YAMLEvent, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    count += 1
    if hasTooManyFaults { return tooManyFaults(into: &log) }
    guard count <= limits.nodes else { return tooMany(into: &log) }
    switch event {
    case .scalar:
      if events.hasProperties { return scalarWithProperties(into: &log) }
      let end = inText(events.end)
      let start = end == events.end ? events.start : end
      lastEnd = end
      return YAMLNode(
        .scalar(YAMLScalar(events.text, isPlain: events.isPlain)), at: range(start, end))
    case .mappingStart, .sequenceStart:
      guard depth < limits.depth else { return tooDeep(into: &log) }
      deepest = max(deepest, depth + 1)
      if events.hasProperties {
        return collectionWithProperties(event, depth: depth + 1, into: &log)
      }
      return collection(event, from: events.start, depth: depth + 1, into: &log)
    case .alias:
      return alias(depth: depth, into: &log)
    default:
      preconditionFailure("libyaml sent a node's events out of order")
    }
  }

  mutating func collection(
    _ event: YAMLEvent, from start: SourceMark, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    let isFlow = events.isFlow
    return event == .mappingStart
      ? mapping(start, isFlow: isFlow, depth: depth, into: &log)
      : sequence(start, isFlow: isFlow, depth: depth, into: &log)
  }

  private mutating func sequence(
    _ start: SourceMark, isFlow: Bool, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    var items: [YAMLNode] = []
    while let event = events.next(into: &log) {
      if event == .sequenceEnd {
        if isFlow { lastEnd = events.end }
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
      if event == .mappingEnd {
        if isFlow { lastEnd = events.end }
        return YAMLNode(.mapping(builder.finish()), at: range(start, lastEnd))
      }
      guard entry(event, of: &builder, depth: depth, into: &log) else { return nil }
    }
    return nil
  }

  // MARK: Limits

  func tooMany(into log: inout DiagnosticLog) -> YAMLNode? {
    log.error(
      .tooManyValues, at: place,
      "more than \(limits.nodes) values, aliases counted as what they stand for")
    return nil
  }

  private func tooManyFaults(into log: inout DiagnosticLog) -> YAMLNode? {
    log.error(
      .tooManyFaults, at: place, "more than \(Self.mostFaults) faults: reading stopped here",
      help: "mend those above first")
    return nil
  }

  func tooDeep(into log: inout DiagnosticLog) -> YAMLNode? {
    log.error(
      .nestingTooDeep, at: place, "more than \(limits.depth) maps and lists inside each other")
    return nil
  }
}
