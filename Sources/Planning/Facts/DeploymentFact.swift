package import Diagnostics

/// One thing that the manifest decides and an artefact states: the interval of `django-blue`'s
/// health check is `10s`.
///
/// The plan yields the facts that each artefact must state, the readers of `Verification` those
/// that it does state. Values are in the manifest's terms, so the two compare as they are.
///
/// A class, since thousands of facts go from list to list, and a copy would be one of each part.
package final class DeploymentFact: Sendable {
  package let subject: FactSubject
  package let property: FactProperty
  package let value: String
  /// Of a planned fact, the manifest's line that it follows from, `nil` where it is the same for
  /// every project; of a fact that was read, its place in the artefact.
  package let origin: Origin?
  /// Of a planned fact, the line of the fresh artefact that states it; 0 where there is none.
  package let line: Int

  package init(
    _ subject: FactSubject, _ property: FactProperty, _ value: String, from origin: Origin?,
    line: Int = 0
  ) {
    self.subject = subject
    self.property = property
    self.value = value
    self.origin = origin
    self.line = line
  }

  /// Whether both say the same, wherever they stand.
  package func agrees(with other: DeploymentFact) -> Bool {
    property == other.property && value == other.value && subject == other.subject
  }

  /// Whether both speak of the same property of the same subject.
  package func isAbout(_ other: DeploymentFact) -> Bool {
    property == other.property && subject == other.subject
  }
}
