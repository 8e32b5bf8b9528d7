internal import CLibYAML
internal import Diagnostics

/// The one owner of libyaml's parser, and the only file that sees C: a cursor over the events of
/// one text.
///
/// The parser keeps a pointer to itself and to its input, so both live at addresses of their own
/// for as long as the stream does. An event lives until the next one is asked for; its strings are
/// copied by length, since they may hold NUL. The input must be checked UTF-8 (`TextCheck`): the
/// encoding is set, not guessed, so that no byte order mark shifts a column.
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
    // All zero, which `yaml_event_delete` takes for an event without strings.
    unsafe event.initialize(to: yaml_event_t())
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { fatalError("out of memory") }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input, text.count)
  }

  deinit {
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe event.deallocate()
    unsafe input.deallocate()
  }

  /// Goes to the next event; `nil` after the last one, and from the first fault on, which is in
  /// the log.
  mutating func next(into log: inout DiagnosticLog) -> YAMLEvent? {
    if isFinished { return nil }
    unsafe yaml_event_delete(event)
    guard unsafe yaml_parser_parse(parser, event) == 1 else {
      isFinished = true
      log.report(fault().diagnostic(in: file))
      return nil
    }
    let found = YAMLEvent(unsafe event.pointee.type)
    if found == .streamEnd { isFinished = true }
    return found
  }

  // MARK: The current event

  /// The anchor's or tag's first character, where the node has one.
  var start: SourceMark { SourceMark(unsafe event.pointee.start_mark) }

  /// Of the end of a block map or list, where the next thing begins, which can be lines later.
  var end: SourceMark { SourceMark(unsafe event.pointee.end_mark) }

  /// Of a scalar, after YAML's own unescaping and folding.
  var text: String {
    let scalar = unsafe scalarEvent
    return unsafe String(
      decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
  }

  /// Whether a scalar stands without quotes and is no block.
  var isPlain: Bool { unsafe scalarEvent.style == YAML_PLAIN_SCALAR_STYLE }

  /// Whether a scalar is one that nobody wrote.
  var isEmptyPlace: Bool { isPlain && start == end && !hasProperties }

  /// Whether a list or map stands in brackets.
  var isFlow: Bool {
    let type = unsafe event.pointee.type
    switch type {
    case YAML_MAPPING_START_EVENT:
      return unsafe event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    case YAML_SEQUENCE_START_EVENT:
      return unsafe event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    default: preconditionFailure("only lists and maps have brackets")
    }
  }

  /// Of an alias.
  var aliasName: String {
    precondition(unsafe event.pointee.type == YAML_ALIAS_EVENT, "only an alias has this name")
    return unsafe Self.text(event.pointee.data.alias.anchor) ?? ""
  }

  /// Of a node: the name after `&`.
  var anchor: String? { unsafe Self.text(properties.anchor) }

  /// Of a node, resolved: `!!str` is `tag:yaml.org,2002:str`.
  var tag: String? { unsafe Self.text(properties.tag) }

  /// Whether a node has an anchor or a tag.
  var hasProperties: Bool { unsafe properties.anchor != nil || properties.tag != nil }

  // MARK: The union, each member under the type that it belongs to

  private typealias Property = UnsafeMutablePointer<yaml_char_t>?

  @unsafe private var properties: (anchor: Property, tag: Property) {
    let type = unsafe event.pointee.type
    switch type {
    case YAML_SCALAR_EVENT:
      return unsafe (event.pointee.data.scalar.anchor, event.pointee.data.scalar.tag)
    case YAML_MAPPING_START_EVENT:
      return unsafe (event.pointee.data.mapping_start.anchor, event.pointee.data.mapping_start.tag)
    case YAML_SEQUENCE_START_EVENT:
      return unsafe (
        event.pointee.data.sequence_start.anchor, event.pointee.data.sequence_start.tag
      )
    default: preconditionFailure("only a node has properties")
    }
  }

  @unsafe private var scalarEvent: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar {
    precondition(unsafe event.pointee.type == YAML_SCALAR_EVENT, "only a scalar has text")
    return unsafe event.pointee.data.scalar
  }

  /// An anchor or a tag: those have no length of their own and can't hold NUL.
  private static func text(_ start: Property) -> String? {
    unsafe start.map { unsafe String(cString: $0) }
  }

  private func fault() -> SyntaxFault {
    if unsafe parser.pointee.error == YAML_MEMORY_ERROR { fatalError("out of memory") }
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
    return SyntaxFault(
      problem: problem ?? "not YAML", mark: SourceMark(unsafe parser.pointee.problem_mark),
      context: context, contextMark: SourceMark(unsafe parser.pointee.context_mark))
  }
}

extension YAMLEvent {
  fileprivate init(_ type: yaml_event_type_t) {
    switch type {
    case YAML_STREAM_START_EVENT: self = .streamStart
    case YAML_STREAM_END_EVENT: self = .streamEnd
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_ALIAS_EVENT: self = .alias
    case YAML_SCALAR_EVENT: self = .scalar
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    default: fatalError("libyaml sent an event of unknown type \(type.rawValue)")
    }
  }
}

extension SourceMark {
  /// libyaml counts from 0, columns in Unicode scalars.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
