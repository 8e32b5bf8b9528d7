import Diagnostics
import Planning

/// Lines that are merged into several subjects, below the `x-…` keys of a Compose file: where one
/// subject reads what it should and another does not, the line is right, and the fault is the
/// other's own.
struct SharedLines {
  private struct Statement: Hashable {
    let line: Int
    let property: FactProperty

    init(_ line: Int, _ property: FactProperty) {
      self.line = line
      self.property = property
    }
  }

  /// The lines of the artefact that are there to be merged, and those of the fresh one.
  private var merged = SharedBlocks()
  private var mergedWhenFresh = SharedBlocks()
  /// What is stated as it should be, by its line in the artefact and in the fresh one.
  private var right: Set<Statement> = []
  private var rightWhenFresh: Set<Statement> = []
  private var rightLines: Set<Int> = []
  /// How many subjects state what none of them should.
  private var extra: [Statement: Int] = [:]
  /// The places of a subject that are not merged, with the index of the expected fact.
  private var own: [FactSubject: [(index: Int, place: SourceRange)]] = [:]
  /// Of each subject, its first fact that no other reads from the same line of the fresh artefact.
  private var firstOwn: [FactSubject: Int] = [:]

  init() {}

  init(
    _ expected: [DeploymentFact], _ observed: [DeploymentFact], _ partners: [Int?],
    in file: SourceFile, fresh: SourceFile
  ) {
    merged = SharedBlocks(of: file)
    guard !merged.isEmpty else { return }
    mergedWhenFresh = SharedBlocks(of: fresh)
    var fresh: [Statement: Int] = [:]
    for fact in expected { fresh[Statement(fact.line, fact.property), default: 0] += 1 }
    for (index, fact) in expected.enumerated() {
      if firstOwn[fact.subject] == nil, fresh[Statement(fact.line, fact.property)] == 1 {
        firstOwn[fact.subject] = index
      }
      guard let partner = partners[index], let place = observed[partner].origin?.range else {
        continue
      }
      let line = place.start.line
      if observed[partner].value == fact.value {
        right.insert(Statement(line, fact.property))
        rightWhenFresh.insert(Statement(fact.line, fact.property))
        rightLines.insert(line)
      }
      if !merged.contains(line) { own[fact.subject, default: []].append((index, place)) }
    }
    let used = Set(partners.compactMap { $0 })
    for (index, fact) in observed.enumerated() where !used.contains(index) {
      extra[Statement(Self.line(of: fact), fact.property), default: 0] += 1
    }
  }

  private static func line(of fact: DeploymentFact) -> Int { fact.origin?.range.start.line ?? 0 }

  func isMerged(_ observed: DeploymentFact) -> Bool { merged.contains(Self.line(of: observed)) }

  /// Whether the line says to another subject what it should.
  func isRight(_ observed: DeploymentFact) -> Bool {
    isMerged(observed) && right.contains(Statement(Self.line(of: observed), observed.property))
  }

  /// Whether a line that is right is merged where it should not be.
  func isMergedAstray(_ observed: DeploymentFact) -> Bool {
    let line = Self.line(of: observed)
    return isMerged(observed) && rightLines.contains(line)
      && extra[Statement(line, observed.property)] == 1
  }

  /// Whether what this subject misses stands where it should: another reads it, or it is no longer
  /// merged.
  func isStillThere(_ expected: DeploymentFact) -> Bool {
    guard !merged.isEmpty else { return false }
    return rightWhenFresh.contains(Statement(expected.line, expected.property))
      || merged.isMergedLess(expected.line, than: mergedWhenFresh)
  }

  /// Where a subject that is not there begins: what is merged into it is not that place.
  func beginning(of subject: FactSubject, else index: Int) -> Int { firstOwn[subject] ?? index }

  /// The nearest of the subject's own places, and all of its own lines with the one above.
  ///
  /// - Parameter index: that of the expected fact.
  func ownPlace(
    of fact: DeploymentFact, at index: Int
  ) -> (place: SourceRange, lines: ClosedRange<Int>)? {
    let places = own[fact.subject] ?? []
    guard let nearest = places.min(by: { abs($0.index - index) < abs($1.index - index) }) else {
      return nil
    }
    let lines = places.map(\.place.start.line)
    let first = lines.min().map { max(1, $0 - 1) } ?? 1
    return (nearest.place, first...max(first, lines.max() ?? first))
  }
}
