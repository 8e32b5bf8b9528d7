internal import Diagnostics

/// Looks at every character before libyaml does: that one gives a bad byte no line, stops at the
/// first, and takes U+2028 for a line break, which no editor's line numbers follow.
struct TextCheck {
  private enum Fault {
    case notUTF8(UInt8)
    case control(Unicode.Scalar)
    case separator(Unicode.Scalar)
    case hidden(Unicode.Scalar)

    /// The text can be read all the same.
    var isWarning: Bool { if case .hidden = self { true } else { false } }
  }

  /// Of errors and of warnings; the rest would only be noise (a binary file).
  private static let mostFaults = 20
  /// libyaml compares each `%TAG` line with all before it.
  private static let mostDirectives = 32

  private let file: SourceFile
  private var faults: [(offset: Int, fault: Fault)] = []
  private var errors = 0
  private var directives = 0

  /// The byte at which the text begins, after a byte order mark; `nil` where it can't be read.
  static func start(of file: SourceFile, limits: YAMLLimits, into log: inout DiagnosticLog) -> Int?
  {
    guard file.bytes.count <= limits.bytes else {
      log.error(
        .textTooLarge, at: file.beginning,
        "the text has \(file.bytes.count) bytes, the limit is \(limits.bytes)")
      return nil
    }
    if isUTF16(file.bytes) {
      log.error(.notUTF8, at: file.beginning, "the text is UTF-16", help: "save the file as UTF-8")
      return nil
    }
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var check = TextCheck(file: file)
    check.scan(from: start)
    return check.report(into: &log) ? start : nil
  }

  private init(file: SourceFile) { self.file = file }

  /// By its byte order mark, or by an ASCII character in two bytes.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 2 else { return false }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF): return true
    case (0, let other), (let other, 0): return other != 0
    default: return false
    }
  }

  private mutating func scan(from start: Int) {
    let array = file.bytes
    let bytes = array.span
    var index = start
    var isLineStart = true
    while index < bytes.count, errors < Self.mostFaults {
      if !isLineStart { index = Self.skipPrintable(bytes, from: index) }
      guard index < bytes.count else { return }
      let byte = bytes[index]
      if isLineStart, byte == UInt8(ascii: "%") { directives += 1 }
      isLineStart = byte == 0x0A || byte == 0x0D
      if (byte >= 0x20 && byte < 0x7F) || isLineStart || byte == 0x09 {
        index += 1
      } else if let (scalar, length) = Self.scalar(in: bytes, at: index) {
        if let fault = Self.fault(scalar) { note(fault, at: index) }
        index += length
      } else {
        note(.notUTF8(byte), at: index)
        index += 1
        while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      }
    }
  }

  /// Warnings never hide an error that comes after them: libyaml would read what it must not.
  private mutating func note(_ fault: Fault, at offset: Int) {
    if !fault.isWarning {
      errors += 1
    } else if faults.count - errors == Self.mostFaults {
      return
    }
    faults.append((offset, fault))
  }

  /// Goes over eight printable ASCII characters at a time, since that is what texts are made of.
  private static func skipPrintable(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let raw = unsafe bytes.bytes
    let high: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index + 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, no byte's sum or difference reaches into the next one's.
      guard word & high == 0 else { return index }
      let isBelowBlank = ((word | high) &- 0x2020_2020_2020_2020) & high != high
      let isDelete = (word &+ 0x0101_0101_0101_0101) & high != 0
      if isBelowBlank || isDelete { return index }
      index += 8
    }
    return index
  }

  /// One character by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
  private static func scalar(
    in bytes: Span<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = UInt32(bytes[index])
    let length: Int
    let least: UInt32
    var value: UInt32
    switch first {
    case 0x00...0x7F: (length, least, value) = (1, 0, first)
    case 0xC2...0xDF: (length, least, value) = (2, 0x80, first & 0x1F)
    case 0xE0...0xEF: (length, least, value) = (3, 0x800, first & 0x0F)
    case 0xF0...0xF4: (length, least, value) = (4, 0x10000, first & 0x07)
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for offset in 1..<max(1, length) {
      let next = UInt32(bytes[index + offset])
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | next & 0x3F
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  private static func fault(_ scalar: Unicode.Scalar) -> Fault? {
    switch scalar.value {
    case 0x85, 0x2028, 0x2029: .separator(scalar)
    case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: .control(scalar)
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: .hidden(scalar)
    default: nil
    }
  }

  /// Whether the text can be read all the same.
  private func report(into log: inout DiagnosticLog) -> Bool {
    var isReadable = errors == 0
    if directives > Self.mostDirectives {
      log.error(
        .yamlSyntax, at: file.beginning,
        "\(directives) lines begin with %, the limit is \(Self.mostDirectives)",
        help: "leave the directives out")
      isReadable = false
    }
    if faults.isEmpty { return isReadable }
    let table = LineTable(file)
    for (offset, fault) in faults {
      let mark = table.mark(atByte: offset)
      let range = SourceRange(
        file: file, start: mark, end: SourceMark(line: mark.line, column: mark.column + 1))
      log.report(Self.diagnostic(fault, at: range))
    }
    return isReadable
  }

  private static func diagnostic(_ fault: Fault, at range: SourceRange) -> Diagnostic {
    switch fault {
    case .notUTF8(let byte):
      Diagnostic(
        .error, .notUTF8, at: range, "byte 0x\(hexadecimal(UInt32(byte), digits: 2)) is not UTF-8",
        help: "save the file as UTF-8")
    case .control(let scalar):
      Diagnostic(
        .error, .controlCharacter, at: range,
        "control character \(name(scalar)) is not allowed in YAML",
        help: "write \"\(escape(scalar))\" in double quotes")
    case .separator(let scalar):
      Diagnostic(
        .error, .lineSeparator, at: range,
        "\(name(scalar)) ends a line in YAML 1.1 and is text in YAML 1.2",
        help: "write \"\(escape(scalar))\" in double quotes")
    case .hidden(let scalar):
      Diagnostic(
        .warning, .hiddenOrder, at: range,
        "invisible \(name(scalar)) can make text look like another",
        help: "remove it, or write \"\(escape(scalar))\" in double quotes")
    }
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    "U+" + hexadecimal(scalar.value, digits: 4)
  }

  /// In YAML's double quotes.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 0x100
      ? "\\x" + hexadecimal(scalar.value, digits: 2) : "\\u" + hexadecimal(scalar.value, digits: 4)
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
