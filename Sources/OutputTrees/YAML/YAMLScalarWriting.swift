/// Writes one text as a YAML scalar: plain, else in single quotes, else in double quotes.
///
/// A scalar of these styles is one line, whatever it holds, and is never folded.
enum YAMLScalarWriting {
  static func write(_ text: String, inFlow: Bool, to buffer: inout LineBuffer) {
    var text = text
    text.withUTF8 { bytes in
      if needsEscapes(bytes) {
        writeDoubleQuoted(bytes, to: &buffer)
      } else if YAMLPlainText.canHold(bytes, inFlow: inFlow) {
        buffer.append(bytes)
      } else {
        writeSingleQuoted(bytes, to: &buffer)
      }
    }
  }

  /// In double quotes in any case.
  static func writeQuoted(_ text: String, to buffer: inout LineBuffer) {
    var text = text
    text.withUTF8 { writeDoubleQuoted($0, to: &buffer) }
  }

  private static func needsEscapes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Only texts with these bytes are worth the slower look at their scalars.
    guard text.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return false }
    return String(decoding: text, as: UTF8.self).unicodeScalars.contains(where: \.isInvisible)
  }

  private static func writeSingleQuoted(
    _ text: UnsafeBufferPointer<UInt8>, to buffer: inout LineBuffer
  ) {
    let quote = UInt8(ascii: "'")
    buffer.append(byte: quote)
    for byte in text {
      buffer.append(byte: byte)
      if byte == quote { buffer.append(byte: quote) }
    }
    buffer.append(byte: quote)
  }

  private static func writeDoubleQuoted(
    _ text: UnsafeBufferPointer<UInt8>, to buffer: inout LineBuffer
  ) {
    buffer.append(byte: UInt8(ascii: "\""))
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": buffer.append("\\\"")
      case "\\": buffer.append("\\\\")
      case "\n": buffer.append("\\n")
      case "\t": buffer.append("\\t")
      case "\r": buffer.append("\\r")
      case _ where scalar.isInvisible: writeCode(scalar.value, to: &buffer)
      default: for byte in scalar.utf8 { buffer.append(byte: byte) }
      }
    }
    buffer.append(byte: UInt8(ascii: "\""))
  }

  /// `\x07` or `\u2028`; nothing that is escaped lies above U+FFFF.
  private static func writeCode(_ value: UInt32, to buffer: inout LineBuffer) {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value <= 0xFF ? 2 : 4
    buffer.append(width == 2 ? "\\x" : "\\u")
    for _ in digits.utf8.count..<width { buffer.append("0") }
    buffer.append(digits)
  }
}
