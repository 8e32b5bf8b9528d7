package import Diagnostics

/// Facts as they are gathered, one subject after the other.
package struct FactList: Sendable {
  package private(set) var facts: [DeploymentFact] = []
  /// What is added is about this one.
  package private(set) var subject: FactSubject

  package init(about subject: FactSubject) { self.subject = subject }

  /// What follows is about another subject.
  package mutating func turn(to kind: FactSubject.Kind, _ name: String) {
    subject = FactSubject(kind, name)
  }

  package mutating func add(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ value: String,
    from origin: Origin?
  ) {
    facts.append(
      DeploymentFact(
        subject, FactProperty(kind, key: key, index: index), value, from: origin))
  }
}
