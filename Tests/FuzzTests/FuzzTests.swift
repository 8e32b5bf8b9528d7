import Fuzzing
import TestSupport
import Testing

@Suite(.slow) struct FuzzTests {
  /// Next to this file's folder, wherever the tests run.
  private static let tests = "\(#filePath)".split(separator: "/").dropLast(2)
  private static let folder = "/" + tests.joined(separator: "/")
  private static let entries = Corpus.entries(in: ["\(folder)/Corpus", "\(folder)/../manifests"])

  private static let targets: [any FuzzTarget] = [ReaderTarget(), BuildTarget()]

  @Test func theCorpusIsThere() {
    #expect(Self.entries.count > 40)
  }

  @Test(arguments: targets.indices) func theCorpusReplays(target: Int) {
    for entry in Self.entries {
      #expect(Self.targets[target].run(entry.bytes).violations == [], "\(entry.name)")
    }
  }

  /// The built zdc, once or several times an input: no signal, no exit 70, no hang.
  @Test func theCommandsTakeTheCorpus() throws {
    let example = try #require(Self.entries.first { $0.name == "minimal.yml" }).bytes
    for command in CommandTarget.Command.allCases {
      let target = CommandTarget(command, zdc: Repository.zdc, other: example)
      defer { target.end() }
      for entry in Self.entries {
        #expect(target.run(entry.bytes).violations == [], "\(command): \(entry.name)")
      }
    }
  }

  @Test func theCommandsTakeChangedArtefacts() throws {
    let example = try #require(Self.entries.first { $0.name == "minimal.yml" }).bytes
    let target = ArtefactTarget(zdc: Repository.zdc, manifest: example)
    defer { target.end() }
    var run = FuzzRun(target, corpus: target.corpus ?? [], seed: 7)
    for _ in 0..<30 { #expect(run.step()?.violations == nil) }
  }

  /// Few, since a test must be quick: `Fuzz` runs for as long as one likes.
  @Test(arguments: [(0, 800), (1, 30)]) func mutationsOfTheCorpus(target: Int, rounds: Int) {
    var run = FuzzRun(Self.targets[target], corpus: Self.entries.map(\.bytes), seed: 7)
    for _ in 0..<rounds {
      let finding = run.step()
      #expect(finding == nil, "\(finding.map { String(decoding: $0.input, as: UTF8.self) } ?? "")")
    }
    #expect(run.behaviours.count > 20)
  }

  @Test func theSeedDecidesTheInputs() {
    var first = Mutator(seed: 1)
    var second = Mutator(seed: 1)
    var other = Mutator(seed: 2)
    let pool = [Array("a: [b, c]\nd: e\n".utf8), Array("- x\n- y\n".utf8)]
    let inputs = (0..<50).map { _ in first.next(from: pool) }
    #expect(inputs == (0..<50).map { _ in second.next(from: pool) })
    #expect(inputs != (0..<50).map { _ in other.next(from: pool) })
  }

  /// A fuzzer that can't find anything proves nothing.
  @Test func aPlantedFaultIsFound() {
    struct Planted: FuzzTarget {
      let name = "planted"
      func run(_ bytes: [UInt8]) -> FuzzOutcome {
        var outcome = FuzzOutcome()
        outcome.require(!bytes.contains(0x09), "a tab")
        return outcome
      }
    }
    var run = FuzzRun(Planted(), corpus: [Array("a: b\n".utf8)], seed: 1)
    #expect((0..<5000).contains { _ in run.step() != nil })
  }
}
