internal import Diagnostics

/// The character rules of paths.
enum PathPatterns {
  /// RFC 3986's path characters without `$`, which nginx would expand where it builds a request:
  /// `%24` says the same. A `%` encodes a byte, or some would encode it again; a segment `.` or `..`
  /// is taken away by curl before it asks, and by others not.
  static func isURLPath(_ text: String) -> Bool {
    let path = text.utf8.prefix { $0 != UInt8(ascii: "?") }
    return text.utf8.starts(with: "/".utf8) && !text.utf8.starts(with: "//".utf8)
      && !hasDots(path)
      && text.utf8.allSatisfy { byte in
        NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte)
          || "/-._~!&'()*+,;=:@?%".utf8.contains(byte)
      }
      && isPercentEncoded(text)
  }

  /// Whether a part between slashes is `.` or `..`.
  private static func hasDots(_ path: Substring.UTF8View) -> Bool {
    path.split(separator: UInt8(ascii: "/")).contains {
      $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    }
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
    text.utf8.starts(with: "/".utf8) && !text.holds("//") && !hasDots(Substring(text).utf8)
      && text.utf8.allSatisfy { byte in
        NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte) || byte >= 0x80
          || "/-._~!&'()*+,=:@".utf8.contains(byte)
      }
      && !text.unicodeScalars.contains {
        $0.value >= 0x80 && $0.properties.generalCategory == .control
      }
  }

  /// A path, or a URL that has one: without, what follows from a request would be part of the host.
  static func isRedirectTarget(_ text: String) -> Bool {
    guard let filled = withoutCaptures(text) else { return false }
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.utf8.count)
      let host = rest.prefix { $0 != "/" }
      let parts = host.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, !host.contains("$"), NamePatterns.isHostName(String(parts[0])),
        parts.count == 1 || Int(parts[1]).map({ (1...65535).contains($0) }) == true
      else { return false }
      return isURLPath(String(filled.dropFirst(scheme.utf8.count + host.utf8.count)))
    }
    return isURLPath(filled)
  }

  static func isRewriteTarget(_ text: String) -> Bool {
    // nginx does not always encode what is not ASCII on the way to a service.
    withoutCaptures(text).map { isRoutePrefix($0) && $0.utf8.allSatisfy { $0 < 0x80 } } ?? false
  }

  /// With a letter for each `$1`; `nil` where another dollar is in it.
  private static func withoutCaptures(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "$" else {
        result.append(character)
        continue
      }
      guard let digit = rest.popFirst(), ("1"..."9").contains(digit) else { return nil }
      result.append("a")
    }
    return result
  }

  /// Compose writes mounts with `:` between the parts, so a path can't hold one.
  static func isContainerPath(_ text: String) -> Bool {
    text.hasPrefix("/")
      && !text.split(separator: "/").contains("..")
      && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f || $0 == ":" }
  }
}
