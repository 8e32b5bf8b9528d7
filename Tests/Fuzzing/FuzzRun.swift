/// Mutates, runs, and keeps what did something new. The seed and the corpus decide everything but
/// when it stops.
package struct FuzzRun {
  package struct Finding: Sendable {
    package let input: [UInt8]
    package let violations: [String]
  }

  private static let largestPool = 4000

  package let target: any FuzzTarget
  private var mutator: Mutator
  package private(set) var pool: [[UInt8]]
  package private(set) var behaviours: Set<String> = []
  package private(set) var rounds = 0
  package private(set) var lastInput: [UInt8] = []

  package init(_ target: any FuzzTarget, corpus: [[UInt8]], seed: UInt64) {
    precondition(!corpus.isEmpty, "mutations start from something")
    self.target = target
    pool = corpus
    mutator = Mutator(seed: seed)
    for input in corpus { behaviours.formUnion(target.run(input).behaviours) }
  }

  /// One more input.
  ///
  /// - Parameter prepare: gets the input before it runs, so that one that ends the process is not
  ///   lost.
  package mutating func step(prepare: ([UInt8]) -> Void = { _ in }) -> Finding? {
    rounds += 1
    let input = mutator.next(from: pool)
    lastInput = input
    prepare(input)
    let outcome = target.run(input)
    if !outcome.behaviours.isSubset(of: behaviours), pool.count < Self.largestPool {
      behaviours.formUnion(outcome.behaviours)
      pool.append(input)
    }
    return outcome.violations.isEmpty
      ? nil : Finding(input: input, violations: outcome.violations)
  }
}
