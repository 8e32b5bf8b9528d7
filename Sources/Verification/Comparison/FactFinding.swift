package import Diagnostics
package import Planning

/// One difference between what an artefact must state and what it states.
package struct FactFinding: Sendable {
  package enum Kind: Sendable {
    case different
    case missing
    case extra
    case repeated
    /// The order means something, and is another one.
    case misplaced
    /// Nothing is stated about the whole subject.
    case missingSubject
    case extraSubject
  }

  package let kind: Kind
  package let expected: DeploymentFact?
  package let observed: DeploymentFact?
  /// In the artefact: where it stands, or where it should.
  package let place: SourceRange
  /// The lines between which it stands, or should.
  package let lines: ClosedRange<Int>

  init(
    kind: Kind, expected: DeploymentFact?, observed: DeploymentFact?, place: SourceRange,
    lines: ClosedRange<Int>? = nil
  ) {
    self.kind = kind
    self.expected = expected
    self.observed = observed
    self.place = place
    self.lines = lines ?? place.start.line...max(place.start.line, place.end.line)
  }

  package var subject: FactSubject {
    expected?.subject ?? observed?.subject ?? FactSubject(.project, "")
  }
}
