internal import Diagnostics
package import Planning
package import Properties

/// One value of a plan in the manifest's words, and what a change of it does to containers.
package struct PlanFact: Sendable {
  /// Its subject is a service by the manifest's name, whatever colours it has.
  package let fact: DeploymentFact
  package let effect: PropertyEffect

  /// Whether it is a value that the manifest states itself, and no default or derivation.
  var isWritten: Bool { fact.origin?.reason == nil }

  var key: Key { Key(subject: fact.subject, property: fact.property) }

  /// What two plans' facts are matched by.
  struct Key: Hashable {
    let subject: FactSubject
    let property: FactProperty
  }
}
