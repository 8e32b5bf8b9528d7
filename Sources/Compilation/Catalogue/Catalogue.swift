import Backends
package import Diagnostics
internal import ManifestModel
import Planning
import Rules

/// Every rule of every stage, with its page: whatever code zdc prints stands here.
package enum Catalogue {
  /// In the order of codes.
  package static let rules: [Rule] =
    (RuleCatalogue.readingRules + RuleCatalogue.rules + PlanRules.rules + BackendRules.rules
    + commandRules + verificationRules).sorted { $0.code < $1.code }

  /// What is known about a code as somebody typed it.
  package enum Answer: Sendable {
    case rule(Rule)
    /// There was a rule of that code once: what became of it.
    case gone(String)
    /// There is no such code; these are near it, the nearest first.
    case unknown(near: [Rule])
  }

  /// Looks a code up: `ZDC204`, `zdc204`, `204`.
  package static func answer(to text: String) -> Answer {
    let typed = text.uppercased()
    let digits = typed.hasPrefix("ZDC") ? String(typed.dropFirst(3)) : typed
    if digits.utf8.count <= 3, let number = Int(digits),
      let rule = rules.first(where: { $0.code.number == number })
    {
      return .rule(rule)
    }
    if digits.utf8.count <= 3, let number = Int(digits), let text = gone[number] {
      return .gone("ZDC\(number) is gone: \(text)\n")
    }
    return .unknown(near: near(typed, number: Int(digits)))
  }

  /// Rules that there were once; what is told under their codes elsewhere finds an answer.
  private static let gone = [
    237: """
    it wanted the full command of a service that zdc's wrapper starts.
    The deploy script now reads ENTRYPOINT and CMD from the image, and refuses one that has
    neither, or no shell, before anything starts.
    """
  ]

  /// A slip of the finger first, then the neighbours of a number.
  private static func near(_ typed: String, number: Int?) -> [Rule] {
    if let name = NearName.closest(to: typed, among: rules.map(\.code.description)),
      number == nil, let rule = rules.first(where: { $0.code.description == name })
    {
      return [rule]
    }
    guard let number, (1...999).contains(number) else { return [] }
    let near = rules.filter { $0.code.number / 100 == number / 100 }.sorted {
      abs($0.code.number - number) < abs($1.code.number - number)
    }
    return Array(near.prefix(3))
  }
}
