import Diagnostics
package import ManifestModel
package import Planning

/// What an artefact is held against.
package enum Expectation: Sendable {
  /// The facts of the plan.
  case planned(ArtefactFacts, PlannedReader)
  /// What zdc makes of the manifest now.
  case fresh(FreshArtefact)

  package var path: String {
    switch self {
    case .planned(let wanted, _): wanted.path
    case .fresh(let artefact): artefact.path
    }
  }

  package var target: Target? {
    switch self {
    case .planned(let wanted, _): wanted.target
    case .fresh(let artefact): artefact.target
    }
  }

  /// Each with the line of the manifest that it follows from.
  var facts: [DeploymentFact] {
    switch self {
    case .planned(let wanted, _): wanted.facts
    case .fresh(let artefact): artefact.facts()
    }
  }

  /// - Returns: what the artefact states, and where that is something else; `nil` where it can't be
  ///   read.
  func compare(
    with artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> (observed: [DeploymentFact], findings: [FactFinding])? {
    let file = artefact.file
    switch self {
    case .planned(let wanted, let reader):
      return reader.facts(wanted, artefact, into: &log).map { expected, observed in
        (observed, FactComparison.findings(expected: expected, observed: observed, in: file))
      }
    case .fresh(let fresh):
      return ArtefactReader.facts(of: artefact, into: &log).map { observed in
        guard fresh.file.bytes != file.bytes else { return (observed, []) }
        return (
          observed,
          FactComparison.findings(expected: fresh.facts(), observed: observed, in: file)
        )
      }
    }
  }
}
