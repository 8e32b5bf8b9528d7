internal import Diagnostics

extension TextForm.Pattern {
  /// What a text breaks, and what to write instead.
  func fault(of text: String) -> (rule: String, help: String?) {
    if text.unicodeScalars.contains(where: { $0.value == 0 }) {
      return ("text without the character U+0000", nil)
    }
    if let longest, isTooLong(text) {
      let unit = text.utf8.allSatisfy { $0 < 0x80 } ? "characters" : "bytes"
      return ("at most \(longest) \(unit)", "it has \(text.utf8.count)")
    }
    if isTime,
      Duration(text).map({ $0 > .longest }) ?? (Duration(Self.withSmallNumbers(text)) != nil)
    {
      return ("a time of at most 720h", nil)
    }
    if self == .hostPath, text.hasPrefix("~") {
      return (
        "a path of the host, and only a shell knows '~'",
        "write the whole path, or './\(text)' for a file of that name"
      )
    }
    if self == .routeMatch, text.hasPrefix("~"), let fault = RouteMatch.fault(of: text),
      !fault.isEmpty
    {
      return (
        "a regular expression that nginx takes",
        "\(fault); what zdc can't tell goes into snippets.server"
      )
    }
    if self == .imageName, let dollar = text.firstIndex(of: "$") {
      let name = text[text.index(after: dollar)...].prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      if !name.isEmpty {
        return ("an image name, in which a variable stands in braces", "write ${\(name)}")
      }
    }
    if self == .variableName, text.contains(".") {
      return (
        "a variable's name as a shell takes it, without '.'",
        "give it as the program's command takes settings, or in a file"
      )
    }
    if self == .portMapping, text.contains("-") {
      return ("one port: \(expectation)", "write each port of the range as an item of its own")
    }
    if self == .containerPath, let mount = ShortMount(text), mount.hasOptions {
      return (expectation, "write \(mount.written)")
    }
    // What is no time at all is no matter of its length.
    if self == .positiveDuration, Duration(text) == nil { return Self.duration.fault(of: text) }
    // 'a time: 500ms, 10s' is the rule and its examples.
    let parts = expectation.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: true)
    let hasExamples = parts.count == 2 && parts[1].hasPrefix(" ") && !isDescribed
    let help =
      suggestion(for: text).map { "did you mean '\($0)'?" }
      ?? (hasExamples ? "such as\(parts[1])" : isShown ? "such as \(example)" : nil)
    return (hasExamples ? String(parts[0]) : expectation, help)
  }

  private var isTime: Bool { self == .duration || self == .positiveDuration }

  /// Whether the expectation describes the form after its name, in place of examples.
  private var isDescribed: Bool {
    [.variableName, .environmentName, .labelName, .headerName, .headerValue, .user].contains(self)
  }

  /// Whether an example says more than the rule.
  private var isShown: Bool {
    [
      .cron, .serverName, .portMapping, .routePrefix, .routeMatch, .urlPath, .containerPath,
      .redirectTarget, .rewriteTarget,
    ].contains(self)
  }

  /// What has this form and is most likely meant.
  func suggestion(for text: String) -> String? {
    guard text.utf8.count <= 256 else { return nil }
    return candidates(for: text).first { $0 != text && matches($0) }
  }

  /// Each number cut to its last digit.
  private static func withSmallNumbers(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNumber, result.last?.isNumber == true { result.removeLast() }
      result.append(character)
    }
    return result
  }

  /// The same value in this form, where a text can mean nothing else.
  func certainForm(of text: String) -> String? {
    guard let form = suggestion(for: text) else { return nil }
    switch self {
    // A number without a unit may be seconds or milliseconds.
    case .duration, .positiveDuration: return text.contains(where: \.isLetter) ? form : nil
    // '512M' and '512MB' are decimal for some, binary for others.
    case .byteSize: return text.lowercased().hasSuffix("i") || text.hasSuffix("iB") ? form : nil
    case .signal, .capability, .ruleCode, .urlPath: return form
    default: return nil
    }
  }

  private func candidates(for text: String) -> [String] {
    let compact = String(text.filter { $0 != " " })
    let lower = compact.lowercased()
    switch self {
    case .duration, .positiveDuration:
      let seconds = lower.allSatisfy(\.isNumber) ? lower + "s" : nil
      return [seconds, lower, Self.duration(lower)].compactMap { $0 }
    case .byteSize:
      return [Self.size(lower)].compactMap { $0 }
    case .cpu: return [lower, "0" + lower, String(lower.prefix { $0.isNumber || $0 == "." })]
    case .serviceName:
      let dashed = String(text.lowercased().map { ". ".contains($0) ? "-" : $0 })
      return [dashed, String(dashed.map { $0 == "_" ? "-" : $0 })]
    case .dnsLabel:
      return [String(text.lowercased().map { "_. ".contains($0) ? "-" : $0 })]
    case .variableName:
      // A program that reads `discovery.type` reads no `discovery_type`.
      return text.contains(".") ? [] : [String(text.map { $0 == "-" ? "_" : $0 })]
    case .environmentName: return [String(text.map { $0 == "-" ? "_" : $0 })]
    case .volumeName, .word, .labelName:
      return [String(text.map { $0 == " " ? "-" : $0 })]
    case .routeMatch where text.hasPrefix("="): return ["= " + compact.dropFirst()]
    case .routeMatch where text.hasPrefix("^~"): return [String(compact.dropFirst(2))]
    case .urlPath, .routePrefix, .routeMatch:
      if let scheme = compact.firstRange(of: "://") {
        return [String(compact[scheme.upperBound...].drop { $0 != "/" })]
      }
      return ["/" + compact, compact]
    case .containerPath: return ["/" + text]
    case .portMapping:
      let parts = text.split(separator: "/")
      let bare = String(parts.first ?? "")
      let protocolName = parts.dropFirst().first?.lowercased() == "udp" ? "/udp" : ""
      return [bare + protocolName, "\(bare):\(bare)\(protocolName)"]
    case .signal: return ["SIG" + text.uppercased(), text.uppercased()]
    case .capability: return [text.uppercased()]
    case .platform: return ["linux/" + lower]
    case .ulimit: return NearName.closest(to: lower, among: NamePatterns.ulimits).map { [$0] } ?? []
    case .ruleCode: return [text.uppercased(), "ZDC" + text]
    case .network: return IPNetwork(compact).map { [$0.masked.description] } ?? []
    case .rate: return rates(lower)
    default: return []
    }
  }

  /// nginx's `10r/s`, and units in full.
  private func rates(_ text: String) -> [String] {
    let number = text.prefix { $0.isNumber }
    let rest = text.dropFirst(number.count)
    if rest.isEmpty { return ["\(number)/s"] }
    guard let slash = rest.firstIndex(of: "/") else { return [] }
    return ["\(number)/\(rest[slash...].dropFirst().prefix(1))"]
  }

  /// `10sec`, `2 minutes`, `1hr`, `1.5s` as they are written here.
  private static func duration(_ text: String) -> String? {
    let number = text.prefix { $0.isNumber || $0 == "." }
    let words = [
      ("ms", ["msec", "millis", "milliseconds"]), ("s", ["sec", "secs", "second", "seconds"]),
      ("m", ["min", "mins", "minute", "minutes"]), ("h", ["hr", "hrs", "hour", "hours"]),
    ]
    let rest = String(text.dropFirst(number.count))
    if let unit = words.first(where: { $0.1.contains(rest) })?.0 { return number + unit }
    guard rest == "s", let seconds = Double(number), seconds > 0, seconds < 1e6 else { return nil }
    return Duration(milliseconds: Int((seconds * 1000).rounded())).description
  }

  /// `512MB`, `1g`, `20 GiB` as they are written here.
  private static func size(_ text: String) -> String? {
    let number = text.prefix { $0.isNumber }
    switch text.dropFirst(number.count) {
    case "b", "bytes": return String(number)
    case "k", "kb", "ki", "kib": return number + "Ki"
    case "m", "mb", "mi", "mib": return number + "Mi"
    case "g", "gb", "gi", "gib": return number + "Gi"
    case "t", "tb", "ti", "tib": return number + "Ti"
    default: return nil
    }
  }
}
