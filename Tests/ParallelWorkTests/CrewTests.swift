import ParallelWork
import Synchronization
import Testing

/// A thread that waits for work which nobody can take would hang here.
@Suite struct CrewTests {
  @Test func resultsKeepTheOrder() {
    let numbers = Array(0..<1000)
    #expect(numbers.parallelMap { $0 * 2 } == numbers.map { $0 * 2 })
    #expect(numbers.parallelMap(lastFirst: true) { $0 * 2 } == numbers.map { $0 * 2 })
    #expect([Int]().parallelMap { $0 } == [])
    #expect([7].parallelMap { $0 } == [7])
  }

  @Test func eachItemIsTakenOnce() {
    let counts = Mutex(Array(repeating: 0, count: 500))
    for _ in 0..<20 {
      _ = Array(0..<500).parallelMap { item in counts.withLock { $0[item] += 1 } }
    }
    #expect(counts.withLock { $0.allSatisfy { $0 == 20 } })
  }

  @Test func bothAreDoneWhereverTheyRun() {
    for round in 0..<200 {
      let (here, elsewhere) = both({ round }, meanwhile: { -round })
      #expect(here == round && elsewhere == -round)
    }
  }

  @Test func workMayMakeMoreWork() {
    let wanted = (0..<20).map { row in (0..<20).map { row * $0 } }
    for _ in 0..<20 {
      let (one, other) = both(
        { (0..<20).map { $0 }.parallelMap { row in Self.row(row) } },
        meanwhile: { (0..<20).map { $0 }.parallelMap { row in Self.row(row) } })
      #expect(one == wanted && other == wanted)
    }
  }

  @Test func manyThreadsMayAskForHelp() async {
    await withTaskGroup(of: Bool.self) { group in
      for seed in 0..<50 {
        group.addTask {
          let numbers = Array(seed..<(seed + 50))
          return numbers.parallelMap { $0 + 1 } == numbers.map { $0 + 1 }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  private static func row(_ row: Int) -> [Int] {
    Array(0..<20).parallelMap { row * $0 }
  }
}
