import Diagnostics
import Planning
import Testing
import Verification

/// For each fact of each artefact of all manifests: another value, the line gone, the line twice,
/// blue and green changed over. Verify must find each, and name the line.
@Suite struct MutationTests {
  @Test func everyContradictionIsFoundAndNamed() async {
    var tried: [String: (found: Int, tried: Int)] = [:]
    var missed: [String] = []
    for built in Built.all {
      let outcomes = await withTaskGroup(of: Outcome.self) { group in
        for wanted in built.plan.facts(Verifier.contentNames(of: built.artefacts)) {
          group.addTask { Outcome(of: built, wanted) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for outcome in outcomes {
        for (kind, count) in outcome.counts {
          tried[kind, default: (0, 0)].found += count.found
          tried[kind, default: (0, 0)].tried += count.tried
        }
        missed += outcome.missed
      }
    }
    let found = tried.values.reduce(0) { $0 + $1.found }
    let all = tried.values.reduce(0) { $0 + $1.tried }
    print("mutants: \(found) found of \(all) tried")
    for (kind, count) in tried.sorted(by: { $0.key < $1.key }) {
      print("  \(kind): \(count.found) of \(count.tried)")
    }
    #expect(found == all, "\(all - found) not found:\n\(missed.prefix(60).joined(separator: "\n"))")
    #expect(all >= 3000)
  }

  @Test(arguments: Built.all) func artefactsAsMadeContradictNothing(_ built: Built) {
    #expect(built.diagnostics(built.artefacts).isEmpty)
  }

  /// Then a build compares facts one after the other, and need not look any of them up.
  @Test(arguments: Built.all) func factsArePlannedInTheOrderOfTheArtefact(_ built: Built) throws {
    for wanted in built.plan.facts(Verifier.contentNames(of: built.artefacts)) {
      var log = DiagnosticLog()
      let file = try #require(built.file(wanted.path))
      let (expected, observed) = try #require(
        ArtefactReader(built.plan).facts(wanted, file, into: &log))
      let first = zip(expected, observed).first { !$0.agrees(with: $1) }
      let story = first.map { "\($0.subject) \($0.property), then \($1.subject) \($1.property)" }
      #expect(
        FactComparison.isSameInOrder(expected, observed), "\(wanted.path): \(story ?? "length")")
    }
  }
}

/// What verify makes of all mutants of one artefact.
private struct Outcome: Sendable {
  var counts: [String: (found: Int, tried: Int)] = [:]
  var missed: [String] = []

  init(of built: Built, _ wanted: ArtefactFacts) {
    var log = DiagnosticLog()
    let reader = ArtefactReader(built.plan)
    guard let file = built.file(wanted.path),
      let (_, facts) = reader.facts(wanted, file, into: &log)
    else {
      missed.append("\(built): \(wanted.path) can't be read")
      counts["unreadable"] = (0, 1)
      return
    }
    // What an environment leaves as it is was tried without it.
    let known = Self.tried(before: built, wanted.path)
    for mutant in Mutant.all(of: file, stating: facts) where !known.contains(mutant.name) {
      let lines = Self.linesNamed(for: mutant, reader, wanted)
      let isNamed = lines.contains { range in
        range.contains(mutant.line) || range.contains(mutant.line - 1)
          || range.contains(mutant.line + 1)
      }
      counts[mutant.kind.rawValue, default: (0, 0)].tried += 1
      if isNamed {
        counts[mutant.kind.rawValue, default: (0, 0)].found += 1
      } else {
        missed.append("\(built) \(wanted.path) \(mutant.story); named: \(lines)")
      }
    }
  }

  /// The mutants of the same artefact in the manifest without environment.
  private static func tried(before built: Built, _ path: String) -> Set<Substring> {
    guard built.environment != nil,
      let base = Built.all.first(where: { $0.manifest == built.manifest }),
      let file = base.file(path),
      let wanted = base.plan.facts(.unknown).first(where: { $0.path == path })
    else { return [] }
    var log = DiagnosticLog()
    let facts = ArtefactReader(base.plan).facts(wanted, file, into: &log)?.observed ?? []
    return Set(Mutant.all(of: file, stating: facts).map(\.name))
  }

  private static func linesNamed(
    for mutant: Mutant, _ reader: ArtefactReader, _ wanted: ArtefactFacts
  ) -> [ClosedRange<Int>] {
    let file = SourceFile(path: wanted.path, bytes: mutant.bytes)
    var log = DiagnosticLog()
    if let (expected, observed) = reader.facts(wanted, file, into: &log) {
      return FactComparison.findings(expected: expected, observed: observed, in: file).map(\.lines)
    }
    return log.sorted.flatMap { diagnostic in
      ([diagnostic.range] + diagnostic.notes.map(\.range)).compactMap { range in
        guard let range, range.file.path == wanted.path else { return nil }
        return range.start.line...max(range.start.line, range.end.line)
      }
    }
  }
}
