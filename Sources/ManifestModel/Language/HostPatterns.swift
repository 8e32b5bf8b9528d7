/// The forms of what a container gets of its host.
enum HostPatterns {
  /// `/dev/a`, `/dev/a:/dev/b`, `/dev/a:/dev/b:rwm`.
  static func isDevice(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return false }
    return parts.prefix(2).allSatisfy(isPath)
      && (parts.count < 3
        || (1...3).contains(parts[2].utf8.count) && parts[2].allSatisfy { "rwm".contains($0) })
  }

  private static func isPath(_ text: Substring) -> Bool {
    text.hasPrefix("/") && text.utf8.count > 1
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: ":") }
  }

  /// Docker's options, each with `:` or `=`. A profile's path is a whole one: Compose would look for
  /// another beside the artefact.
  static func isSecurityOption(_ text: String) -> Bool {
    if text == "no-new-privileges" { return true }
    guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return false }
    let value = text[text.index(after: separator)...]
    switch text[..<separator] {
    case "no-new-privileges": return value == "true" || value == "false"
    case "systempaths": return value == "unconfined"
    case "seccomp": return value == "unconfined" || value == "builtin" || isPath(value)
    case "apparmor", "label":
      return !value.isEmpty
        && value.utf8.allSatisfy {
          NamePatterns.isLetter($0) || NamePatterns.isDigit($0) || $0 >= 0x2b && $0 <= 0x3a
            || $0 == 0x5f
        }
    default: return false
    }
  }

  /// One of IPv4 or IPv6.
  static func isAddress(_ text: String) -> Bool {
    if text.contains(":") {
      return text.utf8.allSatisfy { $0 == UInt8(ascii: ":") || isHexDigit($0) }
        && text.utf8.count { $0 == UInt8(ascii: ":") } > 1
    }
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false)
    return bytes.count == 4
      && bytes.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(NamePatterns.isDigit)
          && (Int(part).map { $0 <= 255 } ?? false)
      }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    NamePatterns.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
