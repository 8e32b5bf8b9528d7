import Planning

/// An item that is lost or added moves all that follow it: only the first difference of such a list
/// says something.
struct ListShifts {
  private struct List: Hashable {
    let subject: FactSubject
    let name: String
  }

  private let resized: Set<List>

  init(expected: [DeploymentFact], observed: [DeploymentFact]) {
    let mine = Self.lengths(expected)
    let theirs = Self.lengths(observed)
    resized = Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }
  }

  func withoutEchoes(_ findings: [FactFinding]) -> [FactFinding] {
    guard !resized.isEmpty else { return findings }
    var first: [List: Int] = [:]
    for finding in findings {
      guard let (list, index) = Self.list(of: finding), resized.contains(list) else { continue }
      first[list] = min(first[list] ?? index, index)
    }
    return findings.filter { finding in
      guard let (list, index) = Self.list(of: finding), let start = first[list] else { return true }
      return index <= start
    }
  }

  private static func lengths(_ facts: [DeploymentFact]) -> [List: Int] {
    var lengths: [List: Int] = [:]
    for fact in facts {
      guard let (name, index) = place(of: fact.property) else { continue }
      let list = List(subject: fact.subject, name: name)
      lengths[list] = max(lengths[list] ?? 0, index + 1)
    }
    return lengths
  }

  private static func list(of finding: FactFinding) -> (List, Int)? {
    guard let property = (finding.observed ?? finding.expected)?.property,
      let (name, index) = place(of: property)
    else { return nil }
    return (List(subject: finding.subject, name: name), index)
  }

  /// The list that something stands in, and where.
  private static func place(of property: FactProperty) -> (name: String, index: Int)? {
    switch property.kind {
    case .mountSource: ("secrets", property.index)
    case .publishedTarget: ("ports", property.index)
    case .command: ("command", property.index)
    case .element: ("element \(property.key)", property.index)
    case .other: item(of: property.key)
    default: nil
    }
  }

  /// Of `volumes[2].source` the list `volumes`, and 2.
  private static func item(of way: String) -> (name: String, index: Int)? {
    guard let open = way.firstIndex(of: "["), let end = way[open...].firstIndex(of: "]"),
      let index = Int(way[way.index(after: open)..<end])
    else { return nil }
    return (String(way[..<open]), index)
  }
}
