package import Diagnostics
package import ManifestModel

/// One check with all its times.
package struct HealthPlan: Sendable {
  package enum Probe: Sendable {
    case http(HTTPProbe)
    case command([DeployText])
    case tcp(port: Traced<Int>)
  }

  package struct HTTPProbe: Sendable {
    package let path: Traced<String>
    package let port: Traced<Int>
    package let via: Traced<Health.Via>
    package let headers: [(name: String, value: Traced<String>)]
  }

  package let probe: Probe
  package let interval: Traced<Duration>
  package let timeout: Traced<Duration>
  package let retries: Traced<Int>
  package let start: Traced<Duration>
  package let startInterval: Traced<Duration>
  package let origin: Origin

  /// How long the probe itself may take: less than the engine gives it.
  package var limit: Duration { HealthTimes.limit(below: timeout.value) }

  /// The words of a probe on Kubernetes. The kubelet fills in no variable whose value stands elsewhere,
  /// in a ConfigMap (`ExpandContainerCommandOnlyStatic` in pkg/kubelet/container/helpers.go): where a
  /// word has one, a shell takes it from the container's environment.
  package static func kubeletWords(_ words: [DeployText]) -> [DeployText] {
    guard let first = words.first, words.contains(where: { $0.literal == nil }) else {
      return words
    }
    let origin = first.origin.and(words.dropFirst().map(\.origin.range))
    let line = words.map(\.shellWord).joined(separator: " ")
    return ["sh", "-c", "exec \(line)"].map { DeployText($0, from: origin) }
  }

  /// Whether the container's own engine asks, and not the gateway.
  package var isAskedInside: Bool {
    if case .http(let probe) = probe { return probe.via.value != .gateway }
    return true
  }
}

extension DeployText {
  /// As a word of a shell's command line, with variables by their names in a container.
  fileprivate var shellWord: String {
    if let literal, !literal.isEmpty, literal.utf8.allSatisfy(Self.isSafeBare) { return literal }
    let parts = pieces.map { piece in
      switch piece {
      case .text(let text): "'\(text.replacing("'", with: #"'\''"#))'"
      case .variable(let name, let fallback):
        "\"$\(VariablePlan.helper(VariablePlan.key(name, fallback)))\""
      }
    }
    return parts.isEmpty ? "''" : parts.joined()
  }

  private static func isSafeBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./:@%+".utf8.contains(byte)
    }
  }
}
