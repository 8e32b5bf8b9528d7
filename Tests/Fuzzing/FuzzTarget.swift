/// A part of zdc that must take any bytes at all.
package protocol FuzzTarget: Sendable {
  var name: String { get }

  /// What a run starts from, where that is not the corpus of manifests.
  var corpus: [[UInt8]]? { get }

  /// Runs once. A crash or a hang is the process's, everything else is told.
  func run(_ bytes: [UInt8]) -> FuzzOutcome

  /// After the last run.
  func end()
}

extension FuzzTarget {
  package var corpus: [[UInt8]]? { nil }
  package func end() {}
}

package struct FuzzOutcome: Sendable {
  /// What must hold and does not, one sentence each.
  package var violations: [String] = []
  /// What the input made the target do, coarsely: an input that does something new is kept, and
  /// later ones are made from it.
  package var behaviours: Set<String> = []

  package init() {}

  package mutating func require(_ holds: Bool, _ rule: @autoclosure () -> String) {
    if !holds { violations.append(rule()) }
  }
}
