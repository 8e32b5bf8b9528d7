internal import CLibYAML
internal import Diagnostics

/// The one owner of libyaml's parser, and the only file that sees C.
///
/// The parser keeps a pointer to itself and to its input, so both live at addresses of their own
/// for as long as the stream does. Each event's strings are copied by length (they may hold NUL),
/// then the event is deleted. The input must be checked UTF-8 (`TextCheck`): the encoding is set,
/// not guessed, so that no byte order mark shifts a column.
@safe
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let input: UnsafeMutablePointer<UInt8>
  private let file: SourceFile
  private var isFinished = false

  /// - Parameter offset: where the text begins in the file's bytes, after a byte order mark.
  init(_ file: SourceFile, from offset: Int = 0) {
    self.file = file
    let text = file.bytes.dropFirst(offset)
    // One byte for an empty text: libyaml aborts the process when its input is NULL.
    unsafe input = .allocate(capacity: max(1, text.count))
    _ = unsafe UnsafeMutableBufferPointer(start: input, count: text.count).initialize(
      fromContentsOf: text)
    unsafe event = .allocate(capacity: 1)
    unsafe event.initialize(to: yaml_event_t())
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { fatalError("out of memory") }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe event.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; `nil` after the last one, and from the first fault on, which is in the log.
  mutating func next(into log: inout DiagnosticLog) -> YAMLEvent? {
    if isFinished { return nil }
    guard unsafe yaml_parser_parse(parser, event) == 1 else {
      isFinished = true
      log.report(fault().diagnostic(in: file))
      return nil
    }
    defer { unsafe yaml_event_delete(event) }
    let content = unsafe Self.content(of: event)
    if case .streamEnd = content { isFinished = true }
    return unsafe YAMLEvent(
      content: content, start: SourceMark(event.pointee.start_mark),
      end: SourceMark(event.pointee.end_mark))
  }

  /// The only place that reads the event's union: each member under the type that it belongs to.
  private static func content(
    of event: UnsafeMutablePointer<yaml_event_t>
  ) -> YAMLEvent.Content {
    let type = unsafe event.pointee.type
    switch type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.pointee.data.scalar
      return .scalar(
        unsafe text(scalar.value, scalar.length),
        isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE,
        NodeProperties(anchor: unsafe text(scalar.anchor), tag: unsafe text(scalar.tag)))
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.pointee.data.mapping_start
      return .mappingStart(
        isFlow: unsafe start.style == YAML_FLOW_MAPPING_STYLE,
        NodeProperties(anchor: unsafe text(start.anchor), tag: unsafe text(start.tag)))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.pointee.data.sequence_start
      return .sequenceStart(
        isFlow: unsafe start.style == YAML_FLOW_SEQUENCE_STYLE,
        NodeProperties(anchor: unsafe text(start.anchor), tag: unsafe text(start.tag)))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_ALIAS_EVENT: return .alias(unsafe text(event.pointee.data.alias.anchor) ?? "")
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      return .documentStart(isExplicit: unsafe event.pointee.data.document_start.implicit == 0)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    default: fatalError("libyaml sent an event of unknown type \(type.rawValue)")
    }
  }

  private static func text(_ start: UnsafeMutablePointer<yaml_char_t>?, _ length: Int) -> String {
    unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: start == nil ? 0 : length),
      as: UTF8.self)
  }

  /// An anchor or a tag: those have no length of their own and can't hold NUL.
  private static func text(_ start: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe start.map { unsafe String(cString: $0) }
  }

  private func fault() -> SyntaxFault {
    let parser = unsafe parser.pointee
    if unsafe parser.error == YAML_MEMORY_ERROR { fatalError("out of memory") }
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) }
    let context = unsafe parser.context.map { unsafe String(cString: $0) }
    return unsafe SyntaxFault(
      problem: problem ?? "not YAML", mark: SourceMark(parser.problem_mark),
      context: context, contextMark: SourceMark(parser.context_mark))
  }
}

extension SourceMark {
  /// libyaml counts from 0, columns in Unicode scalars.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
