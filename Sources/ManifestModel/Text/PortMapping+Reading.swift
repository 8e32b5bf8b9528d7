extension PortMapping {
  /// Reads `[HOST_IP:]HOST:CONTAINER`, an IPv6 address in brackets; `nil` for anything else.
  package init?(_ text: String) {
    let parts: [Substring]
    var address: String?
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      address = String(text[text.index(after: text.startIndex)..<end])
      parts = text[text.index(after: end)...].split(
        separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].isEmpty else { return nil }
    } else {
      parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2 || parts.count == 3 else { return nil }
      if parts.count == 3 { address = String(parts[0]) }
    }
    guard let container = PortMapping.port(parts[parts.count - 1]),
      let host = PortMapping.port(parts[parts.count - 2]),
      address.map(PortMapping.isAddress) ?? true
    else { return nil }
    hostAddress = address
    hostPort = host
    containerPort = container
  }

  private static func port(_ text: Substring) -> Int? {
    guard (1...5).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(text), (1...65535).contains(number)
    else { return nil }
    return number
  }

  private static func isAddress(_ text: String) -> Bool {
    if text.contains(":") {
      return text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false)
    return bytes.count == 4
      && bytes.allSatisfy { part in
        part.utf8.count <= 3 && !part.isEmpty && (Int(part).map { $0 <= 255 } ?? false)
      }
  }
}
