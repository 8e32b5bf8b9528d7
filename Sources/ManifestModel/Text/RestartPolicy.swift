/// What happens to a container that has ended, in Docker's words.
package enum RestartPolicy: Sendable, Hashable {
  case no
  case always
  case unlessStopped
  /// Where it failed; at most so many times in a row.
  case onFailure(Int?)

  /// Reads `no`, `always`, `unless-stopped`, `on-failure` and `on-failure:5`.
  package init?(_ text: String) {
    switch text {
    case "no": self = .no
    case "always": self = .always
    case "unless-stopped": self = .unlessStopped
    case "on-failure": self = .onFailure(nil)
    default:
      let digits = text.dropFirst("on-failure:".utf8.count)
      guard text.hasPrefix("on-failure:"), (1...4).contains(digits.utf8.count),
        digits.utf8.allSatisfy(NamePatterns.isDigit), digits.first != "0", let count = Int(digits)
      else { return nil }
      self = .onFailure(count)
    }
  }

  /// Whether a container that ends well is started again.
  package var bringsBack: Bool { self == .always || self == .unlessStopped }
}

extension RestartPolicy: CustomStringConvertible {
  package var description: String {
    switch self {
    case .no: "no"
    case .always: "always"
    case .unlessStopped: "unless-stopped"
    case .onFailure(let count): "on-failure" + (count.map { ":\($0)" } ?? "")
    }
  }
}
