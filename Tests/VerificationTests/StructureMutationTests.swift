import Diagnostics
import Foundation
import Planning
import TestSupport
import Testing
import Verification

/// Faults of order, of structure and of two places, and the edits of two lists: the harmful ones
/// are found, with their lines; the harmless ones contradict nothing.
@Suite(.slow) struct StructureMutationTests {
  @Test(.slow)
  func everyFaultOfOrderAndStructureIsFound() async {
    var seen: Set<[UInt8]> = []
    var work: [(Built, FreshArtefact)] = []
    for built in Built.mutated {
      for wanted in built.fresh {
        guard let file = built.file(wanted.path), seen.insert(file.bytes).inserted else { continue }
        work.append((built, wanted))
      }
    }
    let results = await withTaskGroup(of: (Int, [String]).self) { group in
      for (built, wanted) in work {
        group.addTask {
          guard let judge = Judge(built, wanted) else { return (0, []) }
          return judge.missed(of: StructureMutants(of: judge.path, judge.text, most: 20).all)
        }
      }
      return await group.reduce(into: (0, [String]())) { sum, one in
        sum.0 += one.0
        sum.1 += one.1
      }
    }
    print("structure mutants: \(results.0) tried, \(results.1.count) not found by their lines")
    #expect(results.1.isEmpty, "\(results.1.prefix(80).joined(separator: "\n"))")
    #expect(results.0 >= 3000)
  }

  @Test func everyHarmfulEditIsFound() throws {
    let edits = try ListedEdit.all(in: "harmful.txt")
    #expect(edits.count >= 150)
    for edit in edits {
      let judge = try #require(try edit.judge(), "\(edit.place)")
      let (text, lines) = try edit.applied(to: judge.text)
      let named = judge.named(text)
      #expect(
        named.contains { $0.overlaps(lines) }, "\(edit.place) \(edit.path): \(edit.why); \(named)")
    }
  }

  @Test func noHarmlessEditContradicts() throws {
    let edits = try ListedEdit.all(in: "harmless.txt")
    #expect(edits.count >= 60)
    for edit in edits {
      let judge = try #require(try edit.judge(), "\(edit.place)")
      let found = judge.built.diagnostics(
        judge.built.replacing(edit.path, with: try edit.applied(to: judge.text).text))
      #expect(found.isEmpty, "\(edit.place) \(edit.path): \(edit.why); \(found.map(\.message))")
    }
  }
}
