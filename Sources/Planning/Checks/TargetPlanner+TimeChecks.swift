import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// Reports every law of times that a given time breaks.
  func checkTimes(into log: inout DiagnosticLog) {
    for inequality in times.inequalities where !inequality.holds {
      guard let rule = inequality.law.rule else {
        preconditionFailure("zdc derived times that break its own law: \(inequality.text)")
      }
      log.report(
        Diagnostic(
          rule.severity, rule.code, at: inequality.blamed.origin.range,
          "\(inequality.text) does not hold for '\(inequality.subject)': \(inequality.law.breaks)",
          help: inequality.help, notes: inequality.notes))
    }
  }
}

extension TimeInequality {
  /// The term that is most likely wrong: of one route's timeout and the drain of all, the timeout.
  fileprivate var blamed: TimeTerm {
    law.rule?.code == Rule.drainTooShort.code ? left[0] : right[0]
  }

  /// Where the other numbers stand, and which of them nobody wrote.
  fileprivate var notes: [Diagnostic.Note] {
    terms.filter { $0.origin != blamed.origin }.map { term in
      let why = term.origin.reason.map { "follows from here: \($0)" } ?? "given here"
      return Diagnostic.Note("\(term.text) \(why)", at: term.origin.range)
    }
  }

  fileprivate var help: String {
    let needed = Self.sum(left)
    switch law.rule?.code {
    case Rule.drainTooShort.code:
      return "write drain: \(needed), or a timeout of at most \(Self.sum(right))"
    case Rule.graceTooShort.code:
      return "write grace: \(needed + EngineTimes.graceSpare), or leave it out"
    case Rule.livenessFirst.code:
      return "let interval × retries of live be at least \(needed)"
    default: return "write at least \(needed), or leave \(right[0].name) out"
    }
  }
}
