internal import Diagnostics

/// Texts: plain, in quotes, and blocks.
extension DialectScanner {
  /// A scalar that is a key or a value.
  struct Text {
    let text: String
    let range: SourceRange
    let isPlain: Bool
  }

  mutating func value(_ text: Text) throws(Refusal) -> YAMLNode {
    try countValue()
    lastEnd = text.range.end
    return YAMLNode(.scalar(YAMLScalar(text.text, isPlain: text.isPlain)), at: text.range)
  }

  /// One that stands on its line; what follows it is the caller's to look at.
  ///
  /// - Parameter inFlow: between brackets, where more characters end it.
  mutating func scalar(inFlow: Bool) throws(Refusal) -> Text {
    let start = mark
    let text: String
    switch bytes[offset] {
    case UInt8(ascii: "'"): text = try singleQuoted()
    case UInt8(ascii: "\""): text = try doubleQuoted()
    default: return Text(text: try plain(inFlow), range: range(start, mark), isPlain: true)
    }
    return Text(text: text, range: range(start, mark), isPlain: false)
  }

  private mutating func plain(_ inFlow: Bool) throws(Refusal) -> String {
    let bytes = bytes
    let span = bytes.span
    let start = offset
    guard Self.canStart(span[start]) else { throw Refusal() }
    if span[start] == UInt8(ascii: "-") {
      let next = span[start + 1]
      let isText = next > UInt8(ascii: " ") && !(inFlow && Self.isBracketOrComma(next))
      guard isText else { throw Refusal() }
    }
    var index = start
    var previous: UInt8 = 0
    scanning: while true {
      let byte = span[index]
      switch byte {
      case UInt8(ascii: "\n"): break scanning
      case UInt8(ascii: ":"):
        let next = span[index + 1]
        if next == UInt8(ascii: " ") || next == UInt8(ascii: "\n") { break scanning }
        if inFlow, Self.isBracketOrComma(next) { throw Refusal() }
      case UInt8(ascii: "#"): if previous == UInt8(ascii: " ") { throw Refusal() }
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): if inFlow { break scanning }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"): if inFlow { throw Refusal() }
      case 0..<0x20: throw Refusal()
      case 0x7F...:
        isASCII = false
        if byte & 0xC0 == 0x80 { continuations += 1 }
      default: break
      }
      previous = byte
      index += 1
    }
    guard previous != UInt8(ascii: " ") else { throw Refusal() }
    offset = index
    let text = bytes[start..<index]
    if span[start] == UInt8(ascii: "-") || span[start] == UInt8(ascii: ".") {
      // The beginning of a document, or its end.
      let isMarker = text.starts(with: "---".utf8) || text.starts(with: "...".utf8)
      guard !isMarker else { throw Refusal() }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func canStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"), 0...UInt8(ascii: " "):
      false
    default: true
    }
  }

  private static func isBracketOrComma(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  // MARK: Quotes

  private mutating func singleQuoted() throws(Refusal) -> String {
    let quote = UInt8(ascii: "'")
    let start = offset + 1
    try toQuote(quote)
    if bytes[offset + 1] != quote {
      defer { offset += 1 }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
    var text = Array(bytes[start..<offset])
    while bytes[offset + 1] == quote {
      text.append(quote)
      let next = offset + 2
      offset += 1
      try toQuote(quote)
      text += bytes[next..<offset]
    }
    offset += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func doubleQuoted() throws(Refusal) -> String {
    let quote = UInt8(ascii: "\"")
    let start = offset + 1
    try toQuote(quote)
    var text = Array(bytes[start..<offset])
    while bytes[offset] != quote {
      text += Array(String(try escape()).utf8)
      let next = offset + 1
      try toQuote(quote)
      text += bytes[next..<offset]
    }
    offset += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// To the next quote, or to a backslash between double quotes.
  private mutating func toQuote(_ quote: UInt8) throws(Refusal) {
    let isEscaping = quote == UInt8(ascii: "\"")
    let bytes = bytes
    let span = bytes.span
    var index = offset + 1
    while span[index] != quote {
      let byte = span[index]
      if byte < 0x20 { throw Refusal() }
      if isEscaping, byte == UInt8(ascii: "\\") { break }
      if byte >= 0x7F {
        isASCII = false
        if byte & 0xC0 == 0x80 { continuations += 1 }
      }
      index += 1
    }
    offset = index
  }

  /// `\n`, `\x07`, `\u2028`: the cursor goes from the backslash to the last character.
  private mutating func escape() throws(Refusal) -> Unicode.Scalar {
    offset += 1
    switch bytes[offset] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "x"): return try code(digits: 2)
    case UInt8(ascii: "u"): return try code(digits: 4)
    default: throw Refusal()
    }
  }

  private mutating func code(digits: Int) throws(Refusal) -> Unicode.Scalar {
    let text = bytes[(offset + 1)...].prefix(digits)
    guard text.count == digits, text.allSatisfy(Self.isHexadecimal),
      let value = UInt32(String(decoding: text, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw Refusal() }
    offset += digits
    return scalar
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  // MARK: Blocks

  /// `|` and the lines below it; the cursor goes on to what stands after them.
  mutating func block(below column: Int) throws(Refusal) -> YAMLNode {
    try countValue()
    let start = mark
    offset += 1
    let isIndented = skip(UInt8(ascii: "2"))
    let isStripped = skip(UInt8(ascii: "-"))
    try endLine()
    var text = try blockText(width: column + 2, isIndented: isIndented)
    if !isStripped { text.append(UInt8(ascii: "\n")) }
    lastEnd = mark
    try toContent()
    let scalar = YAMLScalar(String(decoding: text, as: UTF8.self), isPlain: false)
    return YAMLNode(.scalar(scalar), at: range(start, lastEnd))
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Its lines without their indentation, and without the last one's break.
  private mutating func blockText(width: Int, isIndented: Bool) throws(Refusal) -> [UInt8] {
    var text: [UInt8] = []
    var breaks = 0
    var hasContent = false
    while offset < bytes.count {
      let blanks = bytes[offset...].prefix { $0 == UInt8(ascii: " ") }.count
      let first = bytes[offset + blanks]
      if first == UInt8(ascii: "\n") {
        guard blanks == 0 else { throw Refusal() }
        breaks += 1
        try endLine()
        continue
      }
      if blanks < width { break }
      if !hasContent, !isIndented {
        // This line tells how deep the block is.
        guard blanks == width, first != UInt8(ascii: "\t") else { throw Refusal() }
      }
      hasContent = true
      let from = offset + width
      offset = from
      try toLineEnd(tabs: true)
      text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: breaks))
      text += bytes[from..<offset]
      breaks = 1
      try endLine()
    }
    guard hasContent else { throw Refusal() }
    return text
  }
}
