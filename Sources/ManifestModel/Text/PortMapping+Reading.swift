extension PortMapping {
  /// Reads `[HOST_IP:]HOST:CONTAINER[/udp]`, an IPv6 address in brackets; `nil` for anything else.
  package init?(_ text: String) {
    isUDP = text.hasSuffix("/udp")
    let (template, faults) = Template.read(isUDP ? String(text.dropLast(4)) : text)
    guard faults.isEmpty, let parts = Self.parts(of: template), (2...3).contains(parts.count),
      let container = parts[parts.count - 1].literalText, let port = Self.port(container),
      Self.isPort(parts[parts.count - 2])
    else { return nil }
    let address = parts.count == 3 ? parts[0] : nil
    if let text = address?.withDefaults, address?.holdsOnlyDemand != true {
      guard Self.isAddress(text) else { return nil }
    }
    hostAddress = address
    hostPort = parts[parts.count - 2]
    containerPort = port
  }

  /// The parts between the colons, each a text or a variable; an IPv6 address without its brackets.
  private static func parts(of template: Template) -> [Template]? {
    var parts: [[Template.Segment]] = [[]]
    for segment in template.segments {
      guard case .literal(var text) = segment else {
        guard case .variable = segment else { return nil }
        parts[parts.count - 1].append(segment)
        continue
      }
      if parts == [[]], text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        let address = text[text.index(after: text.startIndex)..<end]
        guard address.contains(":") else { return nil }
        parts[0] = [.literal(String(address))]
        text = String(text[text.index(after: end)...])
        guard text.hasPrefix(":") else { return nil }
      }
      for (index, piece) in text.split(separator: ":", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { parts.append([]) }
        if !piece.isEmpty { parts[parts.count - 1].append(.literal(String(piece))) }
      }
    }
    return parts.allSatisfy { $0.count == 1 } ? parts.map { Template($0) } : nil
  }

  private static func isPort(_ part: Template) -> Bool {
    part.holdsOnlyDemand || port(part.withDefaults) != nil
  }

  private static func port(_ text: String) -> Int? {
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

  /// The port of the host, as far as it is known: its variable's default.
  package var knownPort: Int? { Int(hostPort.withDefaults) }

  /// The text of the two parts of the host, as messages show it.
  package var shownPort: String { hostPort.shown }
  package var shownAddress: String? { hostAddress?.shown }
}

extension Template {
  /// Whether it is a variable that must be set.
  fileprivate var holdsOnlyDemand: Bool {
    if segments.count == 1, case .variable(_, .required) = segments[0] { true } else { false }
  }

  /// As it is written, messages aside.
  fileprivate var shown: String {
    segments.map { segment in
      switch segment {
      case .literal(let text): text
      case .variable(let name, let fallback): fallback.written(name)
      case .reference(let parts): "${\(parts.joined(separator: "."))}"
      }
    }.joined()
  }
}
