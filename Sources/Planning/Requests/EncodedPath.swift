import ManifestModel

/// Paths as nginx writes them, byte by byte (`ngx_escape_uri`, `ngx_unescape_uri`, since 1.21.1).
enum EncodedPath {
  /// What can't stand in a URL.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x7f || "\"<>\\^`{|}".utf8.contains(byte)
  }

  /// Of a path.
  static func path(_ bytes: [UInt8]) -> [UInt8] { encoded(bytes, "#%?") }

  /// Of what may stand in a query.
  static func captured(_ bytes: [UInt8]) -> [UInt8] { encoded(bytes, "#%&+;?") }

  /// A query behind its `?`, as it came; an empty one is none.
  static func query(_ query: [UInt8]?) -> [UInt8] {
    query.map { $0.isEmpty ? [] : [UInt8(ascii: "?")] + $0 } ?? []
  }

  private static func encoded(_ bytes: [UInt8], _ signs: String) -> [UInt8] {
    bytes.flatMap { byte in
      guard isForbidden(byte) || signs.utf8.contains(byte) else { return [byte] }
      return [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  /// What `rewrite` makes of a target: signs behind '%' need no encoding, up to the query.
  static func redirected(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: "?") {
      let digits = bytes[(index + 1)...].prefix(2)
      guard bytes[index] == UInt8(ascii: "%"), digits.count == 2,
        digits.allSatisfy(RequestPath.isHex),
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else {
        result.append(bytes[index])
        index += 1
        continue
      }
      if byte == UInt8(ascii: "?") {
        // Whatever follows is taken as it is, as a query.
        return result + [byte] + bytes[(index + 3)...]
      }
      if byte > UInt8(ascii: "%"), byte < 0x7f {
        result.append(byte)
      } else {
        result += bytes[index..<(index + 3)]
      }
      index += 3
    }
    return result + bytes[index...]
  }
}
