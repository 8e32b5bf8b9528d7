package import Diagnostics

/// Faults that only one target has, told to people as one: who does not want the target need not
/// read sixty lines about it.
package enum TargetFaults {
  /// More than as many are told as one.
  private static let most = 3

  package static func grouped(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let errors = diagnostics.filter { $0.severity == .error && $0.scope != nil }
    let scopes = Dictionary(grouping: errors, by: \.scope).filter { $0.value.count > most }
    var told: Set<Diagnostic.Scope> = []
    return diagnostics.compactMap { diagnostic in
      guard diagnostic.severity == .error, let scope = diagnostic.scope, let all = scopes[scope]
      else { return diagnostic }
      return told.insert(scope).inserted ? one(of: all, scope) : nil
    }
  }

  private static func one(of faults: [Diagnostic], _ scope: Diagnostic.Scope) -> Diagnostic {
    let notes = faults.prefix(most).map { fault in
      let help = fault.help.map { " (\($0))" } ?? ""
      return Diagnostic.Note("\(fault.message) [\(fault.code)]\(help)", at: fault.range)
    }
    return Diagnostic(
      .error, faults[0].code, at: faults[0].range,
      "\(faults.count) faults are of \(scope.name) alone; the first \(most) are below",
      help: "leave \(scope.name) out, \(scope.wayOut),"
        + " or mend them: --format json lists each",
      notes: notes)
  }
}
