import Planning

/// Facts whose order among themselves means something: the first that fits decides, or another file
/// knows them by their number.
enum OrderedFacts {
  struct Group: Hashable {
    let subject: FactSubject
    let name: String
  }

  /// What a fact stands in a row with; none for most.
  static func groups(of fact: DeploymentFact) -> [Group] {
    let key = fact.property.key
    switch (fact.subject.kind, fact.property.kind) {
    case (.object, .field) where fact.value == "item" && key.hasSuffix("]"):
      guard let open = key.lastIndex(of: "[") else { return [] }
      return [Group(subject: fact.subject, name: String(key[..<open]))]
    case (.block, .directive):
      return names(ofDirective: key).map { Group(subject: fact.subject, name: $0) }
    case (.block, .declared): return block(fact.subject.name)
    default: return []
    }
  }

  private static func names(ofDirective name: String) -> [String] {
    switch name {
    case "allow", "deny": ["access"]
    case "set", "rewrite", "return", "break": ["rewrite"]
    case "include": ["access", "rewrite", "expressions"]
    case "sub_filter", "proxy_redirect", "proxy_cookie_path", "proxy_cookie_domain": [name]
    // What is tried before a plain text is.
    case _ where name.hasPrefix("~"): ["expressions"]
    default: []
    }
  }

  /// `if`, and locations that are expressions.
  private static func block(_ way: String) -> [Group] {
    let parts = way.split(separator: " / ")
    guard let name = parts.last else { return [] }
    let outside = FactSubject(.block, parts.dropLast().joined(separator: " / "))
    if name.hasPrefix("if ") { return [Group(subject: outside, name: "rewrite")] }
    if name.hasPrefix("location ~") { return [Group(subject: outside, name: "expressions")] }
    return []
  }
}
