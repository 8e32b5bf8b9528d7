internal import Diagnostics

/// Reads the form of YAML that zdc writes, and refuses every other (the README beside it says why).
///
/// A cursor over the bytes: whatever begins a line is looked for by `toContent`, which leaves it at the
/// first character behind the indentation.
struct DialectScanner: ~Copyable {
  /// The text is not in the dialect, or has a fault that libyaml will tell.
  struct Refusal: Error {}

  struct Anchor {
    let node: YAMLNode
    /// Values that it stands for, itself included.
    let count: Int
    /// Collections inside each other.
    let height: Int
  }

  let file: SourceFile
  let bytes: [UInt8]
  let limits: YAMLLimits
  var offset = 0
  var line = 1
  var lineStart = 0
  /// Bytes of this line up to here that begin no character.
  var continuations = 0
  /// Of the line that the cursor is on; -1 where the document ends.
  var indent = -1
  /// Whether there is anything that is not printable ASCII: then each character is looked at.
  var isASCII = true
  /// Where the last thing ended that has an end of its own.
  var lastEnd = SourceMark(line: 1, column: 1)
  var anchors: [String: Anchor] = [:]
  /// Values so far, aliases counted as what they stand for.
  var count = 0
  var deepest = 0

  /// The documents of a text; `nil` where it is not in the dialect.
  static func documents(of file: SourceFile, limits: YAMLLimits) -> [YAMLNode]? {
    guard file.bytes.last == UInt8(ascii: "\n"), file.bytes.count <= limits.bytes else {
      return nil
    }
    var scanner = DialectScanner(file, limits)
    guard let documents = try? scanner.documents() else { return nil }
    if scanner.isASCII { return documents }
    var log = DiagnosticLog()
    let start = TextCheck.start(of: file, limits: limits, into: &log)
    return start == 0 && log.isEmpty ? documents : nil
  }

  private init(_ file: SourceFile, _ limits: YAMLLimits) {
    self.file = file
    self.limits = limits
    bytes = file.bytes
  }

  // MARK: Lines

  var mark: SourceMark {
    SourceMark(line: line, column: offset - lineStart - continuations + 1)
  }

  func range(_ start: SourceMark, _ end: SourceMark) -> SourceRange {
    SourceRange(file: file, start: start, end: end)
  }

  /// Whether an item of a list begins here.
  var isDash: Bool {
    bytes[offset] == UInt8(ascii: "-") && bytes[offset + 1] == UInt8(ascii: " ")
  }

  mutating func endLine() throws(Refusal) {
    guard bytes[offset] == UInt8(ascii: "\n") else { throw Refusal() }
    offset += 1
    line += 1
    lineStart = offset
    continuations = 0
  }

  /// From the beginning of a line, over empty ones and comments, to what stands on one.
  mutating func toContent() throws(Refusal) {
    while offset < bytes.count {
      while bytes[offset] == UInt8(ascii: " ") { offset += 1 }
      switch bytes[offset] {
      case UInt8(ascii: "\n"):
        guard offset == lineStart else { throw Refusal() }
        try endLine()
      case UInt8(ascii: "#"):
        try toLineEnd(tabs: false)
        try endLine()
      default:
        indent = offset - lineStart
        if indent == 0, isMarker { indent = -1 }
        return
      }
    }
    indent = -1
  }

  /// The characters up to the line's end.
  ///
  /// - Parameter tabs: whether there may be tabs among them.
  mutating func toLineEnd(tabs: Bool) throws(Refusal) {
    let bytes = bytes
    let span = bytes.span
    var index = offset
    while span[index] != UInt8(ascii: "\n") {
      let byte = span[index]
      if byte < 0x20 {
        guard tabs, byte == UInt8(ascii: "\t") else { throw Refusal() }
      } else if byte >= 0x7F {
        isASCII = false
      }
      index += 1
    }
    offset = index
  }

  /// Whether the line is `---`, before each document.
  private var isMarker: Bool {
    bytes[offset] == UInt8(ascii: "-") && bytes[offset...].starts(with: "---\n".utf8)
  }

  // MARK: Documents, maps and lists

  private mutating func documents() throws(Refusal) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    try toContent()
    while offset < bytes.count {
      guard indent == -1 else { throw Refusal() }
      offset += 3
      try endLine()
      anchors = [:]
      try toContent()
      guard indent == 0 else { throw Refusal() }
      documents.append(try collection(at: 0, depth: 1))
      guard indent == -1 else { throw Refusal() }
    }
    guard !documents.isEmpty else { throw Refusal() }
    return documents
  }

  /// The map or list that begins here.
  ///
  /// - Parameters:
  ///   - column: where each of its entries begins, from 0.
  ///   - depth: its own, from 1.
  mutating func collection(at column: Int, depth: Int) throws(Refusal) -> YAMLNode {
    try open(depth)
    return try isDash
      ? list(at: column, depth: depth)
      : map(at: column, depth: depth, firstKey: scalar(inFlow: false))
  }

  /// Counts a collection.
  mutating func open(_ depth: Int) throws(Refusal) {
    guard depth <= limits.depth else { throw Refusal() }
    deepest = max(deepest, depth)
    try countValue()
  }

  mutating func countValue() throws(Refusal) {
    count += 1
    guard count <= limits.nodes else { throw Refusal() }
  }

  private mutating func list(at column: Int, depth: Int) throws(Refusal) -> YAMLNode {
    let start = mark
    var items: [YAMLNode] = []
    repeat {
      offset += 2
      items.append(try item(below: column, depth: depth + 1))
    } while indent == column && isDash
    guard indent < column else { throw Refusal() }
    return YAMLNode(.sequence(items), at: range(start, lastEnd))
  }

  /// What stands behind a dash.
  private mutating func item(below column: Int, depth: Int) throws(Refusal) -> YAMLNode {
    if isDash { return try collection(at: column + 2, depth: depth) }
    if let value = try special(below: column, depth: depth) { return value }
    let text = try scalar(inFlow: false)
    if bytes[offset] == UInt8(ascii: ":") {
      try open(depth)
      return try map(at: column + 2, depth: depth, firstKey: text)
    }
    return try ended(value(text))
  }

  private mutating func map(
    at column: Int, depth: Int, firstKey: Text
  ) throws(Refusal) -> YAMLNode {
    var builder = MappingBuilder()
    var key = firstKey
    while true {
      try entry(key, of: &builder, at: column, depth: depth + 1)
      guard indent == column else { break }
      key = try scalar(inFlow: false)
    }
    guard indent < column else { throw Refusal() }
    return YAMLNode(.mapping(builder.finish()), at: range(firstKey.range.start, lastEnd))
  }

  /// What follows a key, whose colon the cursor is at.
  private mutating func entry(
    _ key: Text, of builder: inout MappingBuilder, at column: Int, depth: Int
  ) throws(Refusal) {
    guard bytes[offset] == UInt8(ascii: ":"), canBeKey(key) else { throw Refusal() }
    lastEnd = key.range.end
    offset += 1
    let isMerge = key.isPlain && key.text == "<<"
    if bytes[offset] == UInt8(ascii: " ") {
      offset += 1
    } else {
      // What stands below.
      guard !isMerge else { throw Refusal() }
      try endLine()
      try toContent()
      guard indent == column + 2 else { throw Refusal() }
      let node = try collection(at: column + 2, depth: depth)
      return try add(key, node, to: &builder)
    }
    if isMerge {
      guard bytes[offset] == UInt8(ascii: "*"), builder.beginMerge(at: key.range) == nil,
        let entries = try ended(alias(depth: depth)).entries
      else { throw Refusal() }
      return builder.merge([entries])
    }
    if bytes[offset] == UInt8(ascii: "&") {
      return try add(key, anchored(below: column, depth: depth), to: &builder)
    }
    if let node = try special(below: column, depth: depth) {
      return try add(key, node, to: &builder)
    }
    try add(key, ended(value(scalar(inFlow: false))), to: &builder)
  }

  func canBeKey(_ key: Text) -> Bool {
    // libyaml ends an implicit key after 1024 characters.
    !key.text.isEmpty && key.text.utf8.count <= 1000
  }

  func add(
    _ key: Text, _ value: YAMLNode, to builder: inout MappingBuilder
  ) throws(Refusal) {
    guard builder.existing(key.text) == nil else { throw Refusal() }
    builder.append(YAMLEntry(key: Located(key.text, at: key.range), value: value))
  }

  /// A value that is no plain or quoted text, with its line's end; `nil` for such a text.
  private mutating func special(below column: Int, depth: Int) throws(Refusal) -> YAMLNode? {
    switch bytes[offset] {
    case UInt8(ascii: "|"): try block(below: column)
    case UInt8(ascii: "["): try ended(words(depth: depth))
    case UInt8(ascii: "{"): try ended(flowMap(depth: depth))
    case UInt8(ascii: "*"): try ended(alias(depth: depth))
    default: nil
    }
  }

  /// A value that ends its line; the cursor goes on to what stands below.
  private mutating func ended(_ node: YAMLNode) throws(Refusal) -> YAMLNode {
    try endLine()
    try toContent()
    return node
  }
}
