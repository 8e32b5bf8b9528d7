import Diagnostics
import Planning

/// A text of zdc's own against the one that it writes now, line by line.
enum LineComparison {
  /// As many places of a text that is another one altogether say no more than some.
  private static let most = 20

  static func findings(
    of wanted: FreshArtefact, _ observed: [TextLine], in file: SourceFile
  ) -> [FactFinding] {
    let expected = wanted.lines()
    let start = zip(expected, observed).prefix { $0 == $1 }.count
    let end = zip(expected[start...].reversed(), observed[start...].reversed())
      .prefix { $0 == $1 }.count
    let mine = expected[start..<(expected.count - end)]
    let theirs = observed[start..<(observed.count - end)]
    guard !mine.isEmpty || !theirs.isEmpty else { return [] }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in Array(theirs).difference(from: Array(mine)) {
      switch change {
      case .remove(let offset, _, _): removed.insert(start + offset)
      case .insert(let offset, _, _): added.insert(start + offset)
      }
    }
    var findings: [FactFinding] = []
    var (left, right) = (start, start)
    while left < start + mine.count || right < start + theirs.count {
      let (isGone, isNew) = (removed.contains(left), added.contains(right))
      if isGone || isNew {
        findings.append(finding(isGone ? expected[left] : nil, isNew ? right : nil))
      }
      if isGone || !isNew { left += 1 }
      if isNew || !isGone { right += 1 }
    }
    return Array(findings.prefix(most))

    func finding(_ line: TextLine?, _ index: Int?) -> FactFinding {
      let other = index.map { observed[$0] }
      let above = right > 0 ? observed[right - 1].number : 1
      let below = right < observed.count ? observed[right].number : LineTable(file).lineCount
      let place = mark(other?.number ?? below)
      return FactFinding(
        kind: line == nil ? .extra : other == nil ? .missing : .different,
        expected: line.map { fact($0, from: wanted.origin(ofLine: $0.number)) },
        observed: other.map { fact($0, from: Origin(place)) }, place: place,
        lines: other == nil ? min(above, below)...below : nil)
    }

    func mark(_ number: Int) -> SourceRange {
      let mark = SourceMark(line: number, column: 1)
      return SourceRange(file: file, start: mark, end: mark)
    }

    func fact(_ line: TextLine, from origin: Origin?) -> DeploymentFact {
      DeploymentFact(
        FactSubject(.script, wanted.path), FactProperty(.line),
        String(decoding: line.text, as: UTF8.self), from: origin)
    }
  }
}
