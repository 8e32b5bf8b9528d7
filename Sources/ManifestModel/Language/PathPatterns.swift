/// The character rules of paths.
enum PathPatterns {
  /// RFC 3986's path characters without `$`, which nginx would expand where it builds a request:
  /// `%24` says the same. A `%` encodes a byte, or some would encode it again; a segment `.` or `..`
  /// is taken away by curl before it asks, and by others not.
  static func isURLPath(_ text: String) -> Bool {
    let path = text.prefix { $0 != "?" }
    return text.hasPrefix("/") && !text.hasPrefix("//")
      && !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
      && text.utf8.allSatisfy { byte in
        NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte)
          || "/-._~!&'()*+,;=:@?%".utf8.contains(byte)
      }
      && isPercentEncoded(text)
  }

  private static func isPercentEncoded(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { part in
        let digits = part.prefix(2)
        return digits.count == 2
          && digits.allSatisfy { byte in
            NamePatterns.isDigit(byte)
              || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
          }
      }
  }

  /// nginx compares the decoded path, so text outside ASCII is written as it is, and nothing is
  /// percent-encoded.
  static func isRoutePrefix(_ text: String) -> Bool {
    text.hasPrefix("/") && !text.contains("//")
      && !text.split(separator: "/").contains { $0 == "." || $0 == ".." }
      && text.utf8.allSatisfy { byte in
        NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte) || byte >= 0x80
          || "/-._~!&'()*+,=:@".utf8.contains(byte)
      }
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  /// Compose writes mounts with `:` between the parts, so a path can't hold one.
  static func isContainerPath(_ text: String) -> Bool {
    text.hasPrefix("/")
      && !text.split(separator: "/").contains("..")
      && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f || $0 == ":" }
  }
}
