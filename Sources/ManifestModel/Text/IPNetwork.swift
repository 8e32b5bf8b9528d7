/// An address, or all that begin as it does: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`.
package struct IPNetwork: Sendable, Hashable {
  /// Four of IPv4, sixteen of IPv6.
  package let bytes: [UInt8]
  /// How many of its bits all of them have.
  package let bits: Int

  /// `nil` of what nginx would not read; dotted addresses inside of IPv6 are none of these either.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.address(parts[0]) else { return nil }
    self.bytes = bytes
    guard parts.count == 2 else {
      bits = bytes.count * 8
      return
    }
    guard let bits = Self.number(parts[1], upTo: bytes.count * 8) else { return nil }
    self.bits = bits
  }

  private init(bytes: [UInt8], bits: Int) {
    self.bytes = bytes
    self.bits = bits
  }

  private static func address(_ text: Substring) -> [UInt8]? {
    if text.contains(":") { return longAddress(String(text)) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part in number(part, upTo: 255).map { UInt8($0) } }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }

  /// IPv6: eight groups, of which `::` stands for those of nothing but zeros.
  private static func longAddress(_ text: String) -> [UInt8]? {
    guard let gap = text.firstRange(of: "::") else {
      let bytes = groups(text[...])
      return bytes?.count == 16 ? bytes : nil
    }
    guard let before = groups(text[..<gap.lowerBound]), let after = groups(text[gap.upperBound...]),
      before.count + after.count < 16
    else { return nil }
    return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    for part in text.split(separator: ":", omittingEmptySubsequences: false) {
      guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(RequestPath.isHex),
        let group = UInt16(part, radix: 16)
      else { return nil }
      bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
    }
    return bytes
  }

  /// Of digits alone, without a zero that would make it octal to some.
  private static func number(_ text: Substring, upTo most: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(NamePatterns.isDigit),
      text == "0" || !text.hasPrefix("0"), let number = Int(text), number <= most
    else { return nil }
    return number
  }
}

extension IPNetwork {
  /// With nothing but zeros behind the bits that all have: nginx takes others away, with a warning.
  package var masked: IPNetwork {
    let kept = bytes.enumerated().map { index, byte in
      byte & ~(UInt8(truncatingIfNeeded: 0xff >> min(8, max(0, bits - index * 8))))
    }
    return IPNetwork(bytes: kept, bits: bits)
  }

  package func contains(_ other: IPNetwork) -> Bool {
    bytes.count == other.bytes.count && bits <= other.bits
      && IPNetwork(bytes: other.bytes, bits: bits).masked == masked
  }

  /// The gateway's own, by which the deploy scripts ask it.
  package static let loopback = IPNetwork(bytes: [127, 0, 0, 1], bits: 32)
}

extension IPNetwork: CustomStringConvertible {
  /// IPv6 with all of its groups.
  package var description: String {
    let isWhole = bits == bytes.count * 8
    let address =
      bytes.count == 4
      ? bytes.map { String($0) }.joined(separator: ".")
      : stride(from: 0, to: 16, by: 2).map {
        String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
      }.joined(separator: ":")
    return isWhole ? address : "\(address)/\(bits)"
  }
}
