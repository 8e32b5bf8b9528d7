internal import Diagnostics

/// The character rules of names, spelled out: no regular expressions, which cost start-up time.
enum NamePatterns {
  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isOne(_ byte: UInt8, of others: StaticString) -> Bool {
    others.withUTF8Buffer { $0.contains(byte) }
  }

  /// Kubernetes Services demand RFC 1035 labels: a letter first.
  static func isDNSLabel(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    let isLower = { (byte: UInt8) in byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    return isLower(first) && last != UInt8(ascii: "-")
      && bytes.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// Of a service: images are called by it, whose names have one `_` between letters or digits
  /// (OCI distribution: `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`).
  static func isServiceName(_ text: String) -> Bool {
    isDNSLabel(text.replacingAll("_", with: "-"))
      && !["__", "_-", "-_"].contains { text.holds($0) }
  }

  /// Of image names, around deploy-time variables and in their defaults; references are told elsewhere.
  static func isImage(_ text: String) -> Bool {
    guard !text.hasPrefix("-"), !text.hasPrefix(":") else { return false }
    return Template.read(text).template.segments.allSatisfy { segment in
      switch segment {
      case .literal(let part): isPartOfImage(part)
      case .variable(_, let fallback): isPartOfImage(fallback.writtenText ?? "")
      case .reference: true
      }
    }
  }

  private static func isPartOfImage(_ text: String) -> Bool {
    text.utf8.allSatisfy { isLetter($0) || isDigit($0) || isOne($0, of: "._-/:@") }
  }

  /// Five fields of digits, `*`, names and separators, as CronJob and cron(5) take them.
  static func isCron(_ text: String) -> Bool {
    let fields = text.split(separator: " ", omittingEmptySubsequences: false)
    return fields.count == 5
      && fields.allSatisfy { field in
        !field.isEmpty
          && field.utf8.allSatisfy { isLetter($0) || isDigit($0) || isOne($0, of: "*/,-") }
      }
  }

  /// A name of the time zone database, and not `Local`, which a cluster refuses.
  static func isTimeZone(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 3 && text != "Local" && text.utf8.first.map(isLetter) == true
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { isLetter($0) || isDigit($0) || isOne($0, of: "_+-") }
      }
  }

  /// Labels of letters, digits and '-', as a URL has them (RFC 1123, section 2.1).
  static func isHostName(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count)
          && label.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
          && label.first != "-" && label.last != "-"
      }
  }

  /// What every client can send in a header, and no server takes for a second one.
  static func isHeaderValue(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix(" ") && !text.hasSuffix(" ")
      && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
  }

  /// The limits that an engine knows (docker/go-units, `ulimitNameMapping`).
  static let ulimits = [
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc",
    "rss",
    "rtprio", "rttime", "sigpending", "stack",
  ]

  static func matches(_ text: String, _ pattern: TextForm.Pattern) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return false }
    let all = { (extra: StaticString) in
      bytes.allSatisfy { isLetter($0) || isDigit($0) || isOne($0, of: extra) }
    }
    switch pattern {
    case .variableName: return all("_") && !isDigit(first)
    case .environmentName:
      return all("_.") && !isDigit(first) && first != UInt8(ascii: ".")
    case .volumeName, .word: return all("_.-") && (isLetter(first) || isDigit(first))
    case .labelName: return all("._/-") && (isLetter(first) || isDigit(first))
    case .headerName: return all("-") && first != UInt8(ascii: "-")
    case .serverName:
      return all(".*-") && !text.hasPrefix("-") && !text.dropFirst().contains("*")
    case .signal: return all("+-") && text.hasPrefix("SIG") && bytes.count > 3
    case .user: return all("_.:-") && (isLetter(first) || isDigit(first) || first == 0x5f)
    case .capability: return all("_") && isLetter(first) && text == text.uppercased()
    case .ruleCode:
      return bytes.count == 6 && text.hasPrefix("ZDC") && bytes[3...].allSatisfy(isDigit)
    case .date: return isDate(bytes)
    case .platform: return all("/_-.") && text.contains("/") && isLetter(first)
    case .scheme: return all("+.-") && isLetter(first)
    case .acceptPath: return all("._*/-") && text.contains(".")
    default: preconditionFailure("this form has a check of its own")
    }
  }

  private static func isDate(_ bytes: [UInt8]) -> Bool {
    bytes.count == 10
      && bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : isDigit(byte)
      }
  }
}
