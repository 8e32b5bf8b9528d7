import Diagnostics
import Planning
import TestSupport
import Testing
import Verification

/// For each fact of each artefact of the manifests: another value, the line gone, the line twice,
/// blue and green changed over. Verify must find each, and name the line.
@Suite struct MutationTests {
  /// The smallest manifest alone, where tests shall be quick.
  private static let tried = SlowTests.areWanted ? Built.mutated : Built.all.filter(\.isMinimal)

  @Test func everyContradictionIsFoundAndNamed() async {
    var counts: [String: Outcome.Count] = [:]
    var missed: [String] = []
    for built in Self.tried {
      let outcomes = await withTaskGroup(of: Outcome.self) { group in
        for wanted in built.fresh where !wanted.facts().isEmpty {
          group.addTask { Outcome(of: built, wanted) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for outcome in outcomes {
        counts.merge(outcome.counts) { $0 + $1 }
        missed += outcome.missed
      }
    }
    let all = counts.values.reduce(Outcome.Count()) { $0 + $1 }
    print("mutants: \(all.found) found of \(all.tried) tried, \(all.named) by their line")
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("  \(kind): \(count.found) of \(count.tried), \(count.named) by their line")
    }
    let list = missed.prefix(60).joined(separator: "\n")
    #expect(all.found == all.tried, "\(list)")
    #expect(all.named == all.tried, "\(list)")
    #expect(all.tried >= (SlowTests.areWanted ? 3000 : 1000))
  }

  @Test(arguments: Built.all) func artefactsAsMadeContradictNothing(_ built: Built) {
    #expect(built.diagnostics(built.artefacts).isEmpty)
  }
}

/// What verify makes of all mutants of one artefact.
private struct Outcome: Sendable {
  struct Count: Sendable {
    var tried = 0
    var found = 0
    /// With the line of the fault among the places.
    var named = 0

    static func + (left: Count, right: Count) -> Count {
      Count(
        tried: left.tried + right.tried, found: left.found + right.found,
        named: left.named + right.named)
    }
  }

  var counts: [String: Count] = [:]
  var missed: [String] = []

  init(of built: Built, _ wanted: FreshArtefact) {
    var log = DiagnosticLog()
    guard let judge = Judge(built, wanted),
      let facts = ArtefactReader.facts(
        of: VerifiedArtefact(path: wanted.path, file: judge.file), into: &log)
    else {
      missed.append("\(built): \(wanted.path) can't be read")
      counts["unreadable"] = Count(tried: 1)
      return
    }
    // What an environment leaves as it is was tried without it.
    let known = Self.tried(before: built, wanted.path)
    for mutant in Mutant.all(of: judge.file, stating: facts) where !known.contains(mutant.name) {
      let lines = judge.namedByFacts(mutant.bytes)
      let isNamed = lines.contains { range in
        range.contains(mutant.line) || range.contains(mutant.line - 1)
          || range.contains(mutant.line + 1)
      }
      counts[mutant.kind.rawValue, default: Count()].tried += 1
      if !lines.isEmpty { counts[mutant.kind.rawValue, default: Count()].found += 1 }
      if isNamed {
        counts[mutant.kind.rawValue, default: Count()].named += 1
      } else {
        missed.append("\(built) \(wanted.path) \(mutant.story); named: \(lines)")
      }
    }
  }

  /// The mutants of the same artefact in the manifest without environment.
  private static func tried(before built: Built, _ path: String) -> Set<Substring> {
    guard built.environment != nil,
      let base = Built.all.first(where: { $0.manifest == built.manifest }),
      let file = base.file(path)
    else { return [] }
    var log = DiagnosticLog()
    let artefact = VerifiedArtefact(path: path, file: file)
    let facts = ArtefactReader.facts(of: artefact, into: &log) ?? []
    return Set(Mutant.all(of: file, stating: facts).map(\.name))
  }
}
