/// What nginx makes of the path of a request before it looks for a location: decoded, without `.` and
/// `..`, one slash for several (`ngx_http_parse_complex_uri`).
package enum RequestPath {
  private enum Part {
    case usual
    case slash
    case dot
    case twoDots
  }

  /// The path and what stands behind its first `?`; `nil` where nginx answers 400.
  package static func read(_ text: [UInt8]) -> (path: [UInt8], query: [UInt8]?)? {
    guard text.first == UInt8(ascii: "/") else { return nil }
    var path: [UInt8] = []
    var part = Part.usual
    var index = 0
    while index < text.count {
      let written = text[index]
      guard written > 0x20, written != 0x7f else { return nil }
      index += 1
      if written == UInt8(ascii: "?") {
        guard end(part, of: &path) else { return nil }
        let query = text[index...].prefix { $0 != UInt8(ascii: "#") }
        return (path, Array(query))
      }
      if written == UInt8(ascii: "#") { break }
      guard written == UInt8(ascii: "%") else {
        guard add(written, &part, &path) else { return nil }
        continue
      }
      let digits = text[index...].prefix(2)
      guard digits.count == 2, digits.allSatisfy(isHex),
        let byte = UInt8(
          String(decoding: digits, as: UTF8.self), radix: 16), byte != 0
      else { return nil }
      index += 2
      // These three are no longer signs once they were encoded.
      if "%#?".utf8.contains(byte) {
        path.append(byte)
        part = .usual
      } else {
        guard add(byte, &part, &path) else { return nil }
      }
    }
    return end(part, of: &path) ? (path, nil) : nil
  }

  package static func isHex(_ byte: UInt8) -> Bool {
    ByteSet.digits.contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  private static func add(_ byte: UInt8, _ part: inout Part, _ path: inout [UInt8]) -> Bool {
    switch byte {
    case UInt8(ascii: "/"):
      switch part {
      case .usual: path.append(byte)
      case .slash: break
      case .dot: path.removeLast()
      case .twoDots: guard leave(&path) else { return false }
      }
      part = .slash
    case UInt8(ascii: "."):
      path.append(byte)
      part = part == .slash ? .dot : part == .dot ? .twoDots : .usual
    default:
      path.append(byte)
      part = .usual
    }
    return true
  }

  /// A path that ends in `/.` or `/..`.
  private static func end(_ part: Part, of path: inout [UInt8]) -> Bool {
    switch part {
    case .usual, .slash: return true
    case .dot:
      path.removeLast()
      return true
    case .twoDots: return leave(&path)
    }
  }

  /// Takes `NAME/..` away, and leaves its slash.
  private static func leave(_ path: inout [UInt8]) -> Bool {
    // Below the root there is nothing: 400.
    guard path.count > 3 else { return false }
    path.removeLast(3)
    while path.last != UInt8(ascii: "/") { path.removeLast() }
    return true
  }
}
