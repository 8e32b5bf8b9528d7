import Diagnostics
import YAMLReading

/// Texts in the form that zdc writes, read by the reader of that form and by libyaml: the same tree
/// with the same places, or a refusal.
package struct DialectTarget: FuzzTarget {
  package let name = "dialect"
  package let corpus: [[UInt8]]?

  /// - Parameter corpus: YAML that zdc wrote.
  package init(corpus: [[UInt8]]) { self.corpus = corpus }

  package func run(_ bytes: [UInt8]) -> FuzzOutcome {
    let file = SourceFile(path: "input", bytes: bytes)
    var outcome = FuzzOutcome()
    guard let quick = YAMLDocument.readDialect(file, limits: .artefact) else {
      outcome.behaviours.insert("refused")
      return outcome
    }
    var log = DiagnosticLog()
    guard let judged = YAMLDocument.readAll(file, limits: .artefact, into: &log), log.isEmpty else {
      let fault = log.sorted.first.map { "\($0.code) \($0.message)" }
      outcome.violations.append("the quick reader takes what libyaml does not: \(fault ?? "")")
      return outcome
    }
    outcome.require(judged.count == quick.count, "\(quick.count) documents for \(judged.count)")
    for (one, other) in zip(quick, judged) { compare(one, other, into: &outcome) }
    return outcome
  }

  private func compare(_ quick: YAMLNode, _ judged: YAMLNode, into outcome: inout FuzzOutcome) {
    outcome.require(quick.range == judged.range, "\(words(quick.range)) for \(words(judged.range))")
    switch (quick.content, judged.content) {
    case (.scalar(let one), .scalar(let other)):
      outcome.behaviours.insert("scalar plain \(one.isPlain)")
      outcome.require(
        one == other && isSame(one.text, other.text), "\(one) for \(other) at \(judged.range)")
    case (.sequence(let some), .sequence(let others)):
      outcome.behaviours.insert("list of \(min(some.count, 3))")
      outcome.require(some.count == others.count, "another list at \(judged.range)")
      for (one, other) in zip(some, others) { compare(one, other, into: &outcome) }
    case (.mapping(let some), .mapping(let others)):
      outcome.behaviours.insert("map of \(min(some.count, 3))")
      outcome.require(some.count == others.count, "another map at \(judged.range)")
      for (one, other) in zip(some, others) {
        outcome.require(
          one.key == other.key && isSame(one.key.value, other.key.value),
          "\(one.key) for \(other.key)")
        compare(one.value, other.value, into: &outcome)
      }
    default: outcome.violations.append("another kind of value at \(judged.range)")
    }
  }

  /// By bytes: Swift takes canonically equivalent texts for equal.
  private func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

  private func words(_ range: SourceRange) -> String {
    "\(range.start.line):\(range.start.column)-\(range.end.line):\(range.end.column)"
  }
}
