package import Diagnostics
package import Planning

/// Planned facts against those that an artefact states: each exactly once, and no others.
package struct FactComparison {
  private let expected: [DeploymentFact]
  private let observed: [DeploymentFact]
  private let file: SourceFile
  private let fresh: SourceFile
  /// Of each expected fact, the one that was read for it.
  private var partners: [Int?]
  private var findings: [FactFinding] = []
  private let lineCount: Int
  private var sharing = SharedLines()

  private init(
    _ expected: [DeploymentFact], _ observed: [DeploymentFact], in file: SourceFile,
    fresh: SourceFile
  ) {
    self.expected = expected
    self.observed = observed
    self.file = file
    self.fresh = fresh
    partners = Array(repeating: nil, count: expected.count)
    lineCount = LineTable(file).lineCount
  }

  /// In order of place.
  ///
  /// - Parameters:
  ///   - file: where the observed facts were read.
  ///   - fresh: where the expected ones were.
  package static func findings(
    expected: [DeploymentFact], observed: [DeploymentFact], in file: SourceFile, fresh: SourceFile
  ) -> [FactFinding] {
    // An artefact as it was made states its facts in the plan's order.
    if isSameInOrder(expected, observed) { return [] }
    let observed = SubjectRenames.undone(observed, expected: expected)
    var comparison = FactComparison(expected, observed, in: file, fresh: fresh)
    comparison.compare()
    return comparison.findings.sorted { $0.place < $1.place }
  }

  /// Whether both state the same one after the other, which costs next to nothing to see.
  package static func isSameInOrder(
    _ expected: [DeploymentFact], _ observed: [DeploymentFact]
  ) -> Bool {
    expected.count == observed.count
      && expected.indices.allSatisfy { expected[$0].agrees(with: observed[$0]) }
  }

  private struct Key: Hashable {
    let subject: FactSubject
    let property: FactProperty

    init(_ fact: DeploymentFact) {
      subject = fact.subject
      property = fact.property
    }
  }

  private mutating func compare() {
    var known: [Key: [Int]] = [:]
    for (index, fact) in observed.enumerated() { known[Key(fact), default: []].append(index) }
    var wanted: [Key: [Int]] = [:]
    for (index, fact) in expected.enumerated() { wanted[Key(fact), default: []].append(index) }
    for (key, indices) in wanted { pair(indices, with: known[key] ?? []) }
    sharing = SharedLines(expected, observed, partners, in: file, fresh: fresh)
    let expectedSubjects = Set(expected.map(\.subject))
    let observedSubjects = Set(observed.map(\.subject))
    reportMissing(observedSubjects)
    let used = Set(partners.compactMap { $0 })
    reportExtra(used, expectedSubjects, wanted)
    reportMisplaced()
    let shifted = ListShifts(expected: expected, observed: observed)
    findings = shifted.withoutEchoes(findings)
  }

  /// Equal ones belong together; what is left over, in order.
  private mutating func pair(_ wanted: [Int], with known: [Int]) {
    var left = known
    for index in wanted {
      guard let match = left.firstIndex(where: { observed[$0].value == expected[index].value })
      else { continue }
      partners[index] = left.remove(at: match)
    }
    for index in wanted where partners[index] == nil && !left.isEmpty {
      partners[index] = left.removeFirst()
    }
  }

  private mutating func reportMissing(_ present: Set<FactSubject>) {
    var told: Set<FactSubject> = []
    for (index, fact) in expected.enumerated() {
      if let partner = partners[index] {
        let other = observed[partner]
        if other.value != fact.value, !SameMeaning.holds(fact, other) {
          let own = sharing.isRight(other) ? sharing.ownPlace(of: fact, at: index) : nil
          findings.append(
            FactFinding(
              kind: .different, expected: fact, observed: other,
              place: own?.place ?? Self.place(of: other, unlike: fact.value, in: file),
              lines: own?.lines))
        }
      } else if present.contains(fact.subject) {
        appendMissing(.missing, index)
      } else if told.insert(fact.subject).inserted {
        appendMissing(.missingSubject, sharing.beginning(of: fact.subject, else: index))
      }
    }
  }

  private mutating func appendMissing(_ kind: FactFinding.Kind, _ index: Int) {
    let own =
      sharing.isStillThere(expected[index]) ? sharing.ownPlace(of: expected[index], at: index) : nil
    let (place, lines) = own ?? gap(for: index)
    findings.append(
      FactFinding(
        kind: kind, expected: expected[index], observed: nil, place: place, lines: lines))
  }

  private mutating func reportExtra(
    _ used: Set<Int>, _ asked: Set<FactSubject>, _ wanted: [Key: [Int]]
  ) {
    var told: Set<FactSubject> = []
    for (index, fact) in observed.enumerated() where !used.contains(index) {
      let isRepeated = (wanted[Key(fact)] ?? []).contains { expected[$0].value == fact.value }
      let kind: FactFinding.Kind
      if isRepeated {
        kind = .repeated
      } else if asked.contains(fact.subject) {
        kind = .extra
      } else if told.insert(fact.subject).inserted {
        kind = .extraSubject
      } else {
        continue
      }
      let original = (wanted[Key(fact)] ?? []).first.map { expected[$0] }
      // What is merged in at a wrong place is right where it stands.
      let own = sharing.isMergedAstray(fact) ? sharing.ownPlace(of: fact, at: index) : nil
      let first = kind == .extraSubject ? ownFact(like: fact) : fact
      let place = own?.place ?? first.origin?.range ?? file.beginning
      findings.append(
        FactFinding(
          kind: kind, expected: original, observed: fact, place: place, lines: own?.lines))
    }
  }

  /// The first of a subject's facts that is not merged into it.
  private func ownFact(like fact: DeploymentFact) -> DeploymentFact {
    guard sharing.isMerged(fact) else { return fact }
    return observed.first { $0.subject == fact.subject && !sharing.isMerged($0) } ?? fact
  }

  /// Of what stands in a row, all that is passed by something that should stand behind it.
  private mutating func reportMisplaced() {
    var rows: [OrderedFacts.Group: [Int]] = [:]
    for (index, fact) in expected.enumerated() where partners[index] != nil {
      for group in OrderedFacts.groups(of: fact) { rows[group, default: []].append(index) }
    }
    var told: Set<Int> = []
    for row in rows.values {
      var first = Int.max
      for index in row.reversed() {
        guard let partner = partners[index] else { continue }
        if partner > first, told.insert(index).inserted {
          let other = observed[partner]
          let place = other.origin?.range ?? file.beginning
          let start = min(observed[first].origin?.range.start.line ?? 1, place.start.line)
          findings.append(
            FactFinding(
              kind: .misplaced, expected: expected[index], observed: other, place: place,
              lines: start...place.start.line))
        }
        first = min(first, partner)
      }
    }
  }

  // MARK: Places

  /// Where an expected fact should stand: after the last one before it that is there, and before
  /// the first one behind it, by the lines of the fresh artefact (what is merged into a map stands
  /// above it). The nearer one by subject is the place to show.
  private func gap(for index: Int) -> (place: SourceRange, lines: ClosedRange<Int>) {
    let there = expected.indices.filter { partners[$0] != nil }
    let position = { (index: Int) in (expected[index].line, index) }
    let before = there.filter { position($0) < position(index) }.max { position($0) < position($1) }
    let after = there.filter { position($0) > position(index) }.min { position($0) < position($1) }
    let start = before.flatMap(range) ?? file.beginning
    let end = after.flatMap(range)
    let last = end?.start.line ?? lineCount
    let lines = min(start.start.line, last)...max(start.start.line, start.end.line, last)
    let isFirst = before.map { expected[$0].subject != expected[index].subject } ?? true
    return (isFirst ? end ?? start : start, lines)
  }

  private func range(of index: Int) -> SourceRange? {
    partners[index].flatMap { observed[$0].origin?.range }
  }

  /// Of a text of many lines, the first line that differs.
  private static func place(
    of fact: DeploymentFact, unlike value: String, in file: SourceFile
  ) -> SourceRange {
    guard let range = fact.origin?.range else { return file.beginning }
    guard range.end.line > range.start.line, value.contains("\n") else { return range }
    let mine = fact.value.split(separator: "\n", omittingEmptySubsequences: false)
    let other = value.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(mine, other).prefix { $0 == $1 }.count
    let line = min(range.start.line + 1 + same, range.end.line)
    let mark = SourceMark(line: line, column: 1)
    return SourceRange(file: range.file, start: mark, end: mark)
  }
}
