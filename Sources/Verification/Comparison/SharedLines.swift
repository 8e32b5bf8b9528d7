import Diagnostics
import Planning

/// Lines of an artefact that several subjects read, as those of a map that is merged into two
/// services: where one of them reads what it should and the other does not, the line is right, and
/// the fault is the other's own.
struct SharedLines {
  private struct Statement: Hashable {
    let line: Int
    let property: FactProperty
  }

  /// What is stated as it should be, by its line in the artefact and in the fresh one.
  private var right: Set<Statement> = []
  private var rightWhenFresh: Set<Statement> = []
  /// The places that only their subject reads, with the index of the expected fact.
  private var own: [FactSubject: [(index: Int, place: SourceRange)]] = [:]

  init() {}

  init(_ expected: [DeploymentFact], _ observed: [DeploymentFact], _ partners: [Int?]) {
    var readers: [Statement: Int] = [:]
    for statement in observed.compactMap(Self.statement) { readers[statement, default: 0] += 1 }
    for (index, fact) in expected.enumerated() {
      guard let partner = partners[index], let statement = Self.statement(observed[partner]),
        let place = observed[partner].origin?.range
      else { continue }
      if observed[partner].value == fact.value {
        right.insert(statement)
        rightWhenFresh.insert(Statement(line: fact.line, property: fact.property))
      }
      if readers[statement] == 1 { own[fact.subject, default: []].append((index, place)) }
    }
  }

  private static func statement(_ fact: DeploymentFact) -> Statement? {
    fact.origin.map { Statement(line: $0.range.start.line, property: fact.property) }
  }

  /// Whether the line says to another subject what it should.
  func isRight(_ observed: DeploymentFact) -> Bool {
    Self.statement(observed).map(right.contains) ?? false
  }

  /// Whether another subject reads what this one misses.
  func isStillThere(_ expected: DeploymentFact) -> Bool {
    rightWhenFresh.contains(Statement(line: expected.line, property: expected.property))
  }

  /// The nearest of the subject's own places, and all of its own lines with the one above.
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
