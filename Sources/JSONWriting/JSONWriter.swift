/// The one writer of JSON (RFC 8259), UTF-8.
///
/// Beyond what the standard asks for, it escapes DEL and C1 controls, the line separators U+2028
/// and U+2029, and characters that reorder text, so that a terminal and a script element can take
/// it as it is.
package struct JSONWriter: Sendable {
  package enum Style: Sendable {
    /// Two blanks a level, one member a line, without a line feed at the end.
    case pretty
    /// No blanks at all.
    case compact
  }

  private let style: Style

  package init(_ style: Style) { self.style = style }

  package func write(_ value: JSONValue, to bytes: inout [UInt8]) {
    write(value, depth: 0, to: &bytes)
  }

  package func text(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    write(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ value: JSONValue, depth: Int, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes += "null".utf8
    case .boolean(let isTrue): bytes += (isTrue ? "true" : "false").utf8
    case .integer(let integer): bytes += String(integer).utf8
    case .number(let number): write(number, to: &bytes)
    case .text(let text): Self.write(text, to: &bytes)
    case .array(let items):
      list(items, "[", "]", depth: depth, to: &bytes) { item, bytes in
        write(item, depth: depth + 1, to: &bytes)
      }
    case .object(let members):
      list(members, "{", "}", depth: depth, to: &bytes) { member, bytes in
        Self.write(member.key, to: &bytes)
        bytes += (style == .pretty ? ": " : ":").utf8
        write(member.value, depth: depth + 1, to: &bytes)
      }
    }
  }

  private func list<Element>(
    _ elements: [Element], _ open: String, _ close: String, depth: Int, to bytes: inout [UInt8],
    _ body: (Element, inout [UInt8]) -> Void
  ) {
    bytes += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth + 1, to: &bytes)
      body(element, &bytes)
    }
    if !elements.isEmpty { breakLine(depth, to: &bytes) }
    bytes += close.utf8
  }

  private func breakLine(_ depth: Int, to bytes: inout [UInt8]) {
    if style == .compact { return }
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: 2 * depth)
  }

  private func write(_ number: Double, to bytes: inout [UInt8]) {
    precondition(number.isFinite, "JSON has no infinity and no NaN")
    let text = number.description
    // A whole number without its `.0`, as everybody else writes it.
    bytes += (text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes += "\\\"".utf8
      case 0x5C: bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
        0xFEFF:
        bytes += escape(scalar.value).utf8
      case 0x20..<0x80: bytes.append(UInt8(scalar.value))
      default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
