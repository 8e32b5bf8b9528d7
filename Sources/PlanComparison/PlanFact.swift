internal import Diagnostics
package import Planning

/// One value of a plan in the manifest's words, and what a change of it does to containers.
package struct PlanFact: Sendable {
  /// Its subject is a service by the manifest's name, whatever colours it has.
  package let fact: DeploymentFact
  package let effect: Effect

  package enum Effect: Sendable, Equatable {
    /// The service's containers are replaced.
    case replaces
    /// There are more or fewer of them.
    case scales
    /// The gateway's conf changes.
    case conf
    /// Containers of all services are replaced.
    case everything
    /// No container changes: it decides how a later deployment goes, or what others are told.
    case settings
  }

  /// Whether it is a value that the manifest states itself, and no default or derivation.
  var isWritten: Bool { fact.origin?.reason == nil }

  var key: Key { Key(subject: fact.subject, property: fact.property) }

  /// What two plans' facts are matched by.
  struct Key: Hashable {
    let subject: FactSubject
    let property: FactProperty
  }
}
