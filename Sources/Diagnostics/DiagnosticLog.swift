/// Everything that one run has to say, in order of place, each thing once.
///
/// A manifest is decoded once a target, so the same fault can be found several times: equal
/// diagnostics are kept once.
package struct DiagnosticLog: Sendable {
  private var kept: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  package init() {}

  package mutating func report(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { kept.append(diagnostic) }
  }

  package mutating func error(
    _ code: DiagnosticCode, at range: SourceRange?, _ message: String, help: String? = nil,
    notes: [Diagnostic.Note] = [], fix: Fix? = nil
  ) {
    report(Diagnostic(.error, code, at: range, message, help: help, notes: notes, fix: fix))
  }

  package mutating func warning(
    _ code: DiagnosticCode, at range: SourceRange?, _ message: String, help: String? = nil,
    notes: [Diagnostic.Note] = [], fix: Fix? = nil
  ) {
    report(Diagnostic(.warning, code, at: range, message, help: help, notes: notes, fix: fix))
  }

  package mutating func append(_ other: DiagnosticLog) {
    if kept.isEmpty {
      self = other
    } else {
      for diagnostic in other.kept { report(diagnostic) }
    }
  }

  package var isEmpty: Bool { kept.isEmpty }

  package var count: Int { kept.count }

  package var hasErrors: Bool { kept.contains { $0.severity == .error } }

  package var hasWarnings: Bool { kept.contains { $0.severity == .warning } }

  /// Sorted by place; those without a place come first, ties keep the order of reporting.
  package var sorted: [Diagnostic] {
    kept.enumerated().sorted { left, right in
      switch (left.element.range, right.element.range) {
      case (nil, nil): left.offset < right.offset
      case (nil, _): true
      case (_, nil): false
      case (let one?, let other?):
        one.start == other.start && one.file == other.file
          ? left.offset < right.offset : one < other
      }
    }.map(\.element)
  }
}
